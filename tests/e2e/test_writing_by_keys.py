"""U-12: an institution's editor writes a snapshot by the keyboard alone, in ten minutes and twelve screens."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site, visiting
from tests.e2e.keyboard import Writer
from tests.e2e.walking import become

pytestmark = pytest.mark.browser
MOST_MINUTES, MOST_SCREENS = 10, 12
TITLE = "Cold chain for village clinics by bicycle"
STANDFIRST = "Insulated boxes on bicycles bring vaccines from the district store to clinics that have no power."
CHALLENGE = (
    "Vaccines spoiled on the way: the road ends eleven kilometres before the last clinic, and the ice melts "
    "within half a day. Mothers walked there for nothing."
)
APPROACH = (
    "Health workers ride twice a week with boxes that keep the cold for two days. Each box has a thermometer that "
    "writes down the warmest hour. A repair team of the district looks after bicycles and boxes."
)
EVIDENCE = "A survey of 2024: nine in ten doses arrive cold."


@pytest.fixture
def editor(chromium: Browser, own_site: Site) -> Iterator[Page]:
    with visiting(chromium, own_site, java_script=True) as page:
        become(page, "Budi")
        page.goto("/en/solutions/offer")
        yield page


def test_a_snapshot_is_written_by_keys_in_ten_minutes_and_twelve_screens(
    editor: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = Writer(editor)
    writer.go_on()
    writer.write("title", TITLE, "INPUT")
    writer.write("standfirst", STANDFIRST)
    writer.go_on()
    writer.write("challenge", CHALLENGE)
    writer.write("approach", APPROACH)
    writer.go_on()
    writer.go_on()  # its country is known
    writer.tick("goals", "3")
    writer.go_on()
    writer.tick("targets", "3.8")
    writer.go_on()
    writer.write("evidence-3.8", EVIDENCE, "INPUT")
    writer.go_on()
    writer.go_on()  # the sectors of the institution are known
    writer.tick("modalities", "training")
    writer.tick("delivery_languages", "en")
    writer.go_on()
    writer.choose("who_pays", "shared")
    writer.choose("disclosure", "public")
    writer.tick("consent", "yes")
    writer.go_on()
    writer.go_on()
    with capsys.disabled():
        sys.stdout.write(f"\n{writer}\n")
    assert writer.screens[-1] == TITLE
    assert "Waits" in editor.inner_text("main")
    assert len(writer.screens) <= MOST_SCREENS
    assert writer.minutes <= MOST_MINUTES
