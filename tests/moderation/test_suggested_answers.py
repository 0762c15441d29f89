"""Goals, targets and sectors suggested from what an institution wrote of its solution."""

from __future__ import annotations

import pytest

from tests.moderation.ground import Open, begin, send

STORY = {
    "challenge": "Clinics in the villages had no electricity, and vaccines for children spoiled on the way.",
    "approach": "Nurses keep vaccines cold with solar fridges. Health workers vaccinate children against measles and "
    "polio, and hospitals repair the cold chain.",
}


@pytest.fixture(autouse=True)
def nothing_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.core.labels.PATIENCE", 60)


def test_goals_targets_and_sectors_of_a_solution_are_suggested_from_its_story(
    as_: Open,
    people: dict[str, int],
) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    assert "Suggested from what you wrote" not in budi.get(f"{draft}/goals").text
    send(budi, draft, "story", STORY)
    goals = budi.get(f"{draft}/goals")
    assert "Suggested from what you wrote" in goals.text
    assert "vaccines" in goals.text
    send(budi, draft, "goals", {"goals": ["3"]})
    assert "Suggested because of your words" in budi.get(f"{draft}/targets").text
    sectors = budi.get(f"{draft}/sectors")
    group = sectors.root.find(".//*[@aria-labelledby='sectors-suggested']")
    assert group is not None
    assert [box.get("value") for box in group.iter("input")] == ["health"]
