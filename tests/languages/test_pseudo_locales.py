"""The pages in two languages that nobody speaks, in Chromium: nothing sticks out, is cut off, or stands unmarked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from playwright.sync_api import Browser, Page

from app.core.i18n import direction_of, interface_languages
from tests.languages.conftest import Site
from tests.languages.pseudo import PLACES, pseudo, pseudo_languages
from tests.languages.sentences import SENTENCES
from tests.languages.serving import Served, served
from tests.languages.visits import VISITS, Visit, address_of
from tests.languages.world import names_without_language
from tests.languages.writing_systems import EVERYWHERE, NAMES

pytestmark = pytest.mark.browser
AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LOOK, TEXTS = (
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("look_at_layout.js", "read_texts.js")
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKED_AT_CLOSELY = ("site.home", "solutions.index", "solutions.show", "recommendations.for_request", "sending.check")
WIDTHS = (360, 1280)


@dataclass(frozen=True)
class Opened:
    """The site in a pseudo-language, and its pages: who reads which."""

    language: str
    running: Served
    pages: list[tuple[str, str, str]]  # endpoint, who, address


@pytest.fixture(scope="module")
def ready(site: Site) -> Iterator[dict[str, Opened]]:
    """The site in both, its addresses and people known before Chromium runs."""
    pages = {
        language: [
            (endpoint, visit.who, address_of(site.app, endpoint, visit, site.world, language))
            for endpoint, visit in looked_at()
        ]
        for language in PLACES
    }
    people = sorted({visit.who for _, visit in looked_at()})
    with served(site, people) as running, pseudo_languages(site.app):
        yield {language: Opened(language, running, pages[language]) for language in PLACES}


@pytest.fixture(params=PLACES)
def opened(request: pytest.FixtureRequest, ready: dict[str, Opened]) -> Opened:
    return ready[request.param]


def looked_at() -> Iterator[tuple[str, Visit]]:
    """Every type of page once; all lists, and the pages of the form with their errors, since they differ most."""
    for endpoint, visits in VISITS.items():
        shown = [visit for visit in visits if visit.kind == "page" and "," not in visit.who]
        wrong = [visit for visit in shown if "mend" in visit.query]
        yield from ((endpoint, visit) for visit in wrong or (shown if endpoint.endswith(".index") else shown[:1]))


def walk(opened: Opened, chromium: Browser) -> Iterator[tuple[str, str, Page]]:
    """Each page, opened by whoever may see it: its endpoint, its name for whoever looks for a fault, itself."""
    for who in sorted({who for _, who, _ in opened.pages}):
        with opened.running.reader(chromium, who, width=WIDTHS[0], locale=opened.language) as page:
            for endpoint, reader, address in opened.pages:
                if reader == who:
                    page.goto(address)
                    assert who == "visitor" or "/sign-in" not in page.url, f"{who} is not signed in"
                    yield endpoint, f"{address} ({who})", page


def layout_faults(page: Page) -> dict[str, list[str]]:
    return {kind: found for kind, found in page.evaluate(LOOK).items() if found}


def test_nothing_sticks_out_is_cut_off_or_stands_unmarked(opened: Opened, chromium: Browser) -> None:
    faults: dict[str, Any] = {}
    bare: dict[str, list[str]] = {}
    directions = set()
    for endpoint, name, page in walk(opened, chromium):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if found := layout_faults(page):
                faults[f"{name}, {width} px"] = found
        directions.add(page.evaluate("getComputedStyle(document.body).direction"))
        if not endpoint.startswith("mailbox."):  # the mails there were written before, in languages of people
            words = set(unmarked(page, opened.language))
            bare |= {name: sorted(words)} if words else {}
    assert faults == {}
    assert bare == {}
    assert directions == {direction_of(opened.language)}


def unmarked(page: Page, language: str) -> Iterator[str]:
    """Words of the interface that stand outside the brackets."""
    for text, around in page.evaluate(TEXTS):
        if around == language:
            yield from _outside(text)


def _outside(text: str) -> list[str]:
    """Words outside the brackets that are no record's, no person's and nobody's calendar."""
    rest, inner = text, ""
    while rest != inner:
        inner, rest = rest, re.sub("⟦[^⟦⟧]*⟧", " ", rest)
    for name in (*names_without_language(), *(each for sentences in SENTENCES.values() for each in sentences)):
        rest = rest.replace(name, " ")
    known = {*NAMES, *_of_the_calendar(), *_of_records()}
    return [word for word in re.findall(r"[A-Za-z]{2,}", EVERYWHERE.sub(" ", rest)) if word not in known]


@cache
def _of_the_calendar() -> frozenset[str]:
    """What Babel writes by itself: months, languages, currencies, spans of time, joined lists."""
    english = Locale.parse("en_GB")
    spans = " ".join(f"{unit} {unit}s" for unit in ("second", "minute", "hour", "day", "week", "month", "year"))
    names = (
        *english.months["format"]["wide"].values(), *english.months["format"]["abbreviated"].values(),
        *english.languages.values(), *english.currencies.values(),
        *(each.name for each in interface_languages().values()), *english.currencies, spans, "ago and or",
    )  # fmt: skip
    return frozenset(word for name in names for word in re.findall(r"\w+", str(name)))


@cache
def _of_records() -> frozenset[str]:
    """Words that two records share stand in the reasons of a match."""
    return frozenset(word.lower() for each in SENTENCES.values() for text in each for word in re.findall(r"\w+", text))


def test_axe_finds_nothing_to_mend(opened: Opened, chromium: Browser) -> None:
    """From the right on a phone, from the left on a desktop."""
    width = WIDTHS[0] if direction_of(opened.language) == "rtl" else WIDTHS[1]
    options = json.dumps({"runOnly": {"type": "tag", "values": RULES}})
    found: dict[str, list[str]] = {}
    for endpoint, who, address in opened.pages:
        if endpoint in LOOKED_AT_CLOSELY and endpoint not in found:
            with opened.running.reader(chromium, who, width=width, locale=opened.language) as page:
                page.goto(address)
                page.evaluate(f"() => {{ {AXE} }}")
                result = page.evaluate(f"async () => (await window.axe.run(document, {options})).violations")
                found[endpoint] = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in result]
    assert found == {endpoint: [] for endpoint in LOOKED_AT_CLOSELY}


# That the look sees ----------------------------------------------------------------------------------------

BROKEN = """<body lang="en"><p id="wide" style="inline-size: 9000px">Wide</p>
<p id="cut" style="inline-size: 20px; overflow: hidden; white-space: nowrap">Cut off</p>
<button id="burst" style="inline-size: 20px; white-space: nowrap; padding: 0">Bursting</button>
<p>⟦Mārked ⟦twice⟧⟧ but not</p></body>"""


@pytest.mark.usefixtures("ready")  # before Chromium, whichever test of this module comes first
def test_the_look_sees_what_is_broken(chromium: Browser) -> None:
    page = chromium.new_context(viewport={"width": WIDTHS[0], "height": 800}).new_page()
    page.set_content(BROKEN)
    faults = layout_faults(page)
    assert {kind: [each.partition(":")[2].strip() for each in found] for kind, found in faults.items()} == {
        "wide": ["Wide"],
        "cut": ["Cut off"],
        "burst": ["Bursting"],
    }
    assert [word for word in unmarked(page, "en") if word.islower()] == ["off", "but", "not"]
    page.context.close()


@pytest.mark.parametrize(
    ("text", "in_english", "in_arabic"),
    [
        ("Search", "⟦Šéåŕçĥöñ⟧", "⟦سعارصهون⟧"),
        ("%(num)s of <b>100</b>", "⟦%(num)s öƒ <b>100</b> öñé⟧", "⟦%(num)s وف <b>100</b> ونع⟧"),
        ("Ask for a partner?", "⟦Åšķ ƒöŕ å þåŕţñéŕ? öñé ţŵö⟧", "⟦اسك فور ا پارتنعر؟ ونع تطو⟧"),
        ("", "", ""),
    ],
)
def test_a_pseudo_text_is_longer_and_marked_and_keeps_what_is_put_in(
    text: str, in_english: str, in_arabic: str
) -> None:
    assert (pseudo(text, "en"), pseudo(text, "ar")) == (in_english, in_arabic)
