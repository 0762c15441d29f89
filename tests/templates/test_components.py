"""What the other components promise."""

from __future__ import annotations

from types import SimpleNamespace as Row
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.templates.rendering import component, words

PARTS = ("text", "goals", "sector", "place", "language", "modality", "evidence")


def cuts(drawn: Element) -> list[tuple[float, float]]:
    """Start and width of each coloured part of the bar itself."""
    bar = drawn.find(".//{*}svg[@class='cut-line']")
    assert bar is not None
    shapes = [shape for shape in bar.findall("{*}rect") if shape.get("class") != "cut-rest"]
    return [(float(shape.get("x", "")), float(shape.get("width", ""))) for shape in shapes]


@given(st.lists(st.integers(0, 14), min_size=7, max_size=7).filter(any))
def test_the_parts_of_a_bar_follow_one_another_and_fill_exactly_the_score(points: list[int]) -> None:
    reasons = [Row(part=part, label=part, points=own) for part, own in zip(PARTS, points, strict=True)]
    drawn = component("cut_bar", "cut_bar(reasons, total)", reasons=reasons, total=sum(points))
    ends = [start + width for start, width in cuts(drawn)]
    assert [start for start, _ in cuts(drawn)] == [0, *ends[:-1]]
    assert ends[-1] == sum(points)


def test_a_bar_is_told_in_words_too() -> None:
    reasons = [Row(part="text", label="need", points=34), Row(part="goals", label="goals", points=20)]
    key = component("cut_bar", "cut_bar(reasons, 54)", reasons=reasons).find(".//ul")
    assert key is not None
    assert key.get("aria-label") == "Score 54 of 100, made of"
    assert words(key) == "need 34 goals 20"


def test_a_goal_without_its_name_beside_it_has_it_as_its_label() -> None:
    chip = component("sdg", "goal_chip('6.1', 'Safe drinking water')").find("span")
    assert chip is not None
    assert (chip.text, chip.get("aria-label")) == ("6", "Target 6.1 Safe drinking water")
    assert "sdg-6" in chip.get("class", "").split()


def test_words_in_another_language_carry_it_and_say_so() -> None:
    drawn = component("foreign_text", "text_in_language('Bonjour', 'fr', 'ltr', 'In French')")
    paragraph = drawn.find("p")
    assert paragraph is not None
    assert (paragraph.get("lang"), paragraph.get("dir")) == ("fr", "ltr")
    assert words(drawn) == "Bonjour In French"


def test_a_question_left_out_is_shown_as_not_provided_with_a_link_that_names_it() -> None:
    rows = [Row(label="Deadline", value=None, url="/change")]
    assert words(component("summary_list", "summary_list(rows)", rows=rows)) == "Deadline Not provided Change Deadline"


def test_a_task_that_cannot_start_yet_is_no_link() -> None:
    tasks = [Row(name="Check your answers", url=None, status="Cannot start yet", done=False, hint="")]
    assert component("task_list", "task_list(tasks)", tasks=tasks).find(".//a") is None


def test_removing_a_filter_is_a_plain_link_that_says_what_it_removes() -> None:
    chip = Row(facet_label="Goal", label="2 Zero hunger", url="/en/solutions")
    link = component("chips", "chips([chip], '/en/solutions')", chip=chip).find(".//a")
    assert link is not None
    assert link.get("href") == "/en/solutions"
    assert words(link) == "Remove the filter Goal: 2 Zero hunger"


def option(code: str, *, chosen: bool = False, children: tuple[Row, ...] = ()) -> Row:
    holds = any(child.chosen or child.holds_chosen for child in children)
    return Row(code=code, label=f"Goal {code}", count=3, chosen=chosen, children=children, holds_chosen=holds)


@pytest.mark.parametrize("chosen", [True, False])
def test_what_is_chosen_inside_a_facet_is_never_folded_away(chosen: bool) -> None:
    goal = option("2", children=(option("2.1", chosen=chosen),))
    facet = Row(name="goal", label="Goal", options=[goal], chosen=chosen)
    drawn = component("facets", "facet_form([facet], '/en/solutions')", facet=facet)
    inside = drawn.find(".//details[@id='facet-goal-2-inside']")
    assert inside is not None
    assert (inside.get("open") is not None) is chosen


def test_filters_are_a_get_form_with_a_button_for_readers_without_scripts() -> None:
    facet = Row(name="goal", label="Goal", options=[option("2")], chosen=False)
    form = component("facets", "facet_form([facet], '/en/solutions', kept=[('q', 'water')])", facet=facet).find(
        ".//form"
    )
    assert form is not None
    assert (form.get("method"), form.get("action")) == ("get", "/en/solutions")
    assert form.find(".//button") is not None
    assert form.find(".//input[@type='hidden']").get("value") == "water"  # type: ignore[union-attr]


@given(pages=st.integers(2, 60), data=st.data())
def test_paging_always_offers_the_first_the_last_and_the_neighbours(pages: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, pages))
    here = Row(number=number, pages=pages, previous=number - 1 or None, next=number + 1 if number < pages else None)
    drawn = component("paging", "paging(here, page_url)", here=here, page_url=lambda n: f"?page={n}")
    reached = {int(link.get("href", "").removeprefix("?page=")) for link in drawn.findall(".//a")}
    assert reached == {n for n in (1, number - 1, number + 1, pages) if 1 <= n <= pages and n != number}


def test_a_record_from_public_sources_says_nobody_named_has_confirmed_it() -> None:
    label = words(component("marks", "documented_label('22 November 2026')"))
    assert label == (
        "Documented from public sources; not submitted or confirmed by the countries or institutions named; "
        "recorded on 22 November 2026."
    )


def test_an_example_is_marked_in_its_row() -> None:
    row = component("rows", "solution_row('Seed banks', '/1', standing='example')")
    assert "Example" in words(row)
