"""U-30: each picture has its table, and both say the same; each counts only what it may."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.db import writing
from app.core.records import Standing, Visibility
from app.insights.drawing import LARGEST, SMALLEST, radius
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_exchange

ADDRESS = "/{}/pictures"
LARGEST_PICTURE = 20 * 1024
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def filled(app: Flask) -> Flask:
    """Kenya and Fiji have solutions on water; a need of example country XA (Africa) has none on the oceans."""
    with app.app_context(), writing() as session:
        a_solution(session, claims=("6.1",), countries_of_origin=["KEN"])
        a_solution(session, claims=("6",), countries_of_origin=["FJI"], standing=Standing.DOCUMENTED)
        a_solution(session, claims=("6",), countries_of_origin=["KEN"], standing=Standing.DOCUMENTED)
        a_country_request(session, targets=["14.1"], country="XA")
        a_country_request(session, targets=["14.1"], country="XA", visibility=Visibility.MEMBERS)
    return app


def marks(picture: ElementTree.Element, kind: str) -> int:
    return len([each for each in picture.iter() if f"need-{kind}" in (each.get("class") or "").split()])


def lines(page: ElementTree.Element, heading: str) -> list[list[str]]:
    table = next(each for each in page.iter("table") if heading in "".join(each.find("caption").itertext()))  # type: ignore[union-attr]
    return [["".join(cell.itertext()).strip() for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_the_matrix_and_its_table_show_the_same_pairs(filled: Flask, language: str) -> None:
    root = Browser(filled, language).get(ADDRESS.format(language)).root
    picture = next(each for each in root.iter(SVG + "svg") if each.get("aria-labelledby") == "needs")
    table = next(root.iter("table"))
    rows = [[cell.text for cell in row.iter("td")][1:] for row in table.iter("tr")][1:]
    for place, kind in enumerate(("request", "confirmed", "documented")):
        shown = sum(row[place] not in {"0", "٠"} for row in rows)
        assert marks(picture, kind) == shown, kind


def test_the_matrix_counts_what_is_open_to_all_and_keeps_kinds_apart(filled: Flask) -> None:
    root = Browser(filled).get(ADDRESS.format("en")).root
    rows = lines(root, "Open requests beside solutions")
    assert ["Clean water and sanitation", "Africa", "0", "1", "1"] in rows
    assert ["Clean water and sanitation", "Oceania", "0", "0", "1"] in rows
    assert ["Life below water", "Africa", "1", "0", "0"] in rows, "the members' request is not counted"
    assert len(rows) == 4


def test_a_need_without_any_solution_of_its_region_is_marked_and_counted_in_words(filled: Flask) -> None:
    page = Browser(filled).get(ADDRESS.format("en"))
    assert "1 pair of goal and region has an open request" in page.text
    assert len([each for each in page.root.iter(SVG + "rect") if each.get("class") == "drawing-unmet"]) == 1


def test_countries_with_solutions_are_dots_and_rows_alike(filled: Flask) -> None:
    root = Browser(filled).get(ADDRESS.format("en")).root
    picture = next(each for each in root.iter(SVG + "svg") if each.get("aria-labelledby") == "origins")
    kinds = [each.get("class") for each in picture.iter(SVG + "circle")]
    assert (kinds.count("dot dot-confirmed"), kinds.count("dot dot-documented")) == (1, 1)
    assert len(kinds) == 195, "every country of the list, none that is invented"
    assert lines(root, "Where solutions come from")[1:] == [
        ["Eastern Africa", "Kenya", "1", "1"],
        ["Melanesia", "Fiji", "0", "1"],
    ]


def test_each_picture_is_light(filled: Flask) -> None:
    html = Browser(filled).get(ADDRESS.format("ar")).response.get_data(as_text=True)
    pictures = re.findall(r'<svg class="drawing".*?</svg>', html, re.DOTALL)
    assert len(pictures) == 2
    assert all(len(gzip.compress(each.encode())) <= LARGEST_PICTURE for each in pictures)


def test_a_solution_that_went_somewhere_shows_where_from_and_where_to(app: Flask) -> None:
    with app.app_context(), writing() as session:
        solution = a_solution(session, countries_of_origin=["KEN"])
        at_home = a_solution(session, "Stayed at home", countries_of_origin=["KEN"])
        an_exchange(session, solution_id=solution.key, provider_countries=["KEN"], partner_countries=["FJI"])
        numbers = solution.key, at_home.key
    browser = Browser(app)
    kinds = [each.get("class") for each in browser.get(f"/en/solutions/{numbers[0]}").root.iter(SVG + "circle")]
    assert kinds.count("dot dot-origin") == kinds.count("dot dot-repeated") == 2, "once in the key, once in the picture"
    assert "dot dot-origin" not in browser.get(f"/en/solutions/{numbers[1]}").response.text


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_mark_is_as_large_as_its_count_and_never_too_small_to_see(count: int, most: int) -> None:
    count, most = sorted((count, most))
    assert SMALLEST <= radius(count, most) <= LARGEST
    assert radius(count, most) <= radius(min(count + 1, most), most)
    assert radius(0, most) == 0
