"""Goals, targets and sectors suggested from what was written in a request: ticked by nobody but the person."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.taxonomy import suggesting
from matching import labels, labels_sure
from tests.browser import Browser, Page
from tests.country_requests.walking import begin, send

Open = Callable[..., Browser]
WATER = {
    "en": "Wells for village schools. In the dry season the wells fail, and children drink unsafe water from the "
    "river; diarrhoea spreads. We want safe drinking water and latrines in every school.",
    "fr": "Eau potable pour les écoles rurales. Les puits tombent en panne pendant la saison sèche et les enfants "
    "boivent l'eau de la rivière. Nous voulons de l'eau potable et des latrines.",
    "ar": "مياه شرب آمنة لمدارس القرى. تتعطل الآبار في موسم الجفاف ويشرب الأطفال من النهر فتنتشر الأمراض. "
    "نحتاج إلى مياه الشرب المأمونة والصرف الصحي والمراحيض.",
    "zh": "村民没有安全饮用水，妇女每天到很远的水井挑水，井水不干净，孩子常常腹泻。我们希望修建自来水管网，检测水质。",
}
BEHIND = {"en": "water", "fr": "Eau", "ar": "مياه", "zh": "用水"}
HEADING = "Suggested from what you wrote"


@pytest.fixture(autouse=True)
def nothing_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.labels.PATIENCE", 60)


def written(browser: Browser, text: str) -> str:
    """A draft in which this is the problem."""
    draft = begin(browser)
    send(browser, draft, "problem", {"problem": text})
    return draft


def suggested(page: Page, name: str) -> dict[str, tuple[bool, str]]:
    """Code → (whether it is ticked, why it is suggested), in the page's order."""
    group = page.root.find(f".//*[@aria-labelledby='{name}-suggested']")
    if group is None:
        return {}
    found = {}
    for box in group.iter("input"):
        why = group.find(f".//p[@id='{box.get('aria-describedby')}']")
        assert (box.get("name"), box.get("type")) == (name, "checkbox")
        found[box.get("value", "")] = box.get("checked") is not None, " ".join("".join(why.itertext()).split())  # type: ignore[union-attr]
    return found


def values(page: Page, name: str) -> list[str]:
    return [box.get("value", "") for box in page.root.iter("input") if box.get("name") == name]


@pytest.mark.parametrize("written_in", WATER)
def test_a_goal_is_suggested_with_the_words_behind_it_and_not_ticked(as_: Open, written_in: str) -> None:
    amina = as_("amina")
    page = amina.get(f"{written(amina, WATER[written_in])}/goals")
    ticked, why = suggested(page, "goals")["6"]
    assert not ticked
    assert why.startswith("Suggested because of your words: ")
    assert BEHIND[written_in] in why
    assert HEADING in page.text
    assert page.root.find(f".//bdi[@lang='{written_in}']") is not None


@pytest.mark.parametrize("written_in", WATER)
def test_targets_of_the_goals_that_were_chosen_are_suggested(as_: Open, written_in: str) -> None:
    amina = as_("amina")
    draft = written(amina, WATER[written_in])
    send(amina, draft, "goals", {"goals": ["6"]})
    assert "6.1" in suggested(amina.get(f"{draft}/targets"), "targets")
    send(amina, draft, "goals", {"goals": ["14"]})
    assert suggested(amina.get(f"{draft}/targets"), "targets") == {}


def test_sectors_are_suggested_and_an_accepted_one_is_an_answer_like_any(as_: Open) -> None:
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    page = amina.get(f"{draft}/sectors")
    assert suggested(page, "sectors")["water-sanitation"][0] is False
    assert len(suggested(page, "sectors")) <= 3
    send(amina, draft, "sectors", {"sectors": ["water-sanitation", "culture"]})
    assert "Water" in amina.get(f"{draft}/check").text
    assert suggested(amina.get(f"{draft}/sectors"), "sectors")["water-sanitation"][0] is True


@pytest.mark.parametrize("name", ["goals", "targets", "sectors"])
def test_each_choice_stands_on_the_page_once(as_: Open, name: str) -> None:
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    send(amina, draft, "goals", {"goals": ["6", "14"]})
    page = amina.get(f"{draft}/{name}")
    found = values(page, name)
    assert len(found) == len(set(found)) == {"goals": 17, "targets": 18, "sectors": 29}[name]
    assert found[: len(suggested(page, name))] == list(suggested(page, name))


def test_suggestions_may_be_ignored(as_: Open) -> None:
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    for name in ("goals", "sectors"):
        assert suggested(amina.get(f"{draft}/{name}"), name)
        send(amina, draft, name, {name: []})
        assert not any(ticked for ticked, _why in suggested(amina.get(f"{draft}/{name}"), name).values())


@pytest.mark.parametrize("text", ["Water", "We would like to work together with partners on many things."])
def test_nothing_is_suggested_from_a_text_that_is_short_or_says_little(as_: Open, text: str) -> None:
    amina = as_("amina")
    page = amina.get(f"{written(amina, text)}/goals")
    assert HEADING not in page.text
    assert suggested(page, "goals") == {}


def test_with_a_mistake_the_page_keeps_its_ticks_and_its_suggestions(as_: Open) -> None:
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    page = send(amina, draft, "goals", {"goals": ["6", "1", "2", "3", "4", "5"]}, status=422)
    assert "Choose at most 5 goals" in page.text
    assert suggested(page, "goals")["6"][0] is True
    assert {box.get("value") for box in page.root.iter("input") if box.get("checked") is not None} >= set("123456")


@pytest.fixture
def taggers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of taggers of one's own in place of those that ship."""
    own = tmp_path / "taggers"
    shutil.copytree(Path(labels.__file__).parent / "resources", own)
    monkeypatch.setattr(labels, "_SHIPPED", own)
    return own


def damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


@pytest.mark.parametrize("spoil", [Path.unlink, damaged])
def test_without_its_files_nothing_is_suggested_and_the_log_says_so_once(
    as_: Open, taggers: Path, spoil: Callable[[Path], Any]
) -> None:
    for path in taggers.glob("labels-goal-*"):
        spoil(path)
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    with capture_logs() as lines:
        for _ in range(2):
            assert suggested(amina.get(f"{draft}/goals"), "goals") == {}
    told = [line["reason"] for line in lines if line["event"] == "nothing is suggested from this file"]
    assert sorted(reason.partition(":")[0] for reason in told) == ["labels-goal-none.npz", "labels-goal-use.npz"]


def test_without_the_file_for_the_encoder_words_alone_suggest(as_: Open, taggers: Path) -> None:
    (taggers / "labels-goal-use.npz").unlink()
    amina = as_("amina")
    assert "6" in suggested(amina.get(f"{written(amina, WATER['en'])}/goals"), "goals")


def test_an_encoder_that_is_late_is_not_waited_for(as_: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.labels.PATIENCE", 0.4)
    monkeypatch.setattr("matching.encoders.USEEncoder.encode", lambda *_texts, **_options: time.sleep(2))
    amina = as_("amina")
    assert "6" in suggested(amina.get(f"{written(amina, WATER['en'])}/goals"), "goals")


def test_without_descriptions_of_targets_none_is_suggested(
    as_: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "DESCRIPTIONS", tmp_path)
    amina = as_("amina")
    draft = written(amina, WATER["en"])
    send(amina, draft, "goals", {"goals": ["6"]})
    assert suggested(amina.get(f"{draft}/targets"), "targets") == {}


def test_the_limit_is_the_one_that_was_chosen_for_the_tagger() -> None:
    assert labels_sure.MARGIN >= 1.0
