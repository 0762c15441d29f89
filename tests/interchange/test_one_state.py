"""U-02: one state of a list is one thing, as a whole page, as htmx's part of it, as CSV and as JSON."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from app import create_app
from app.config import FIXTURES
from app.core.csv_cells import restored
from app.core.db import db, writing
from app.core.paging import PAGE_SIZE
from app.core.rate_windows import RateWindow
from app.site.demo import load_demo
from app.taxonomy.list_facets import FACETS
from app.taxonomy.listed import Listed, lists
from app.taxonomy.listing_address import SORTS
from tests.browser import Browser
from tests.factories import LONG_AGO
from tests.interchange.ground import csv_rows, json_file
from tests.languages.conftest import settings_of
from tests.languages.reading import tree, words_of

STATES = 200
WORDS = ("water", "school meals", "eau", "مياه", "农业", "health workers", "qqqq", "=1+1", "a & b")
LANGUAGES = ("en", "fr", "ar", "zh")
HTMX = {"HX-Request": "true"}
MOST_PAGES = 30
Row = tuple[str, str]
Answer = tuple[list[Row], str]


@pytest.fixture(scope="module")
def catalogue(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration, loaded once and only read."""
    folder = tmp_path_factory.mktemp("states")
    shutil.copyfile(sqlite_template, folder / "crux.sqlite")
    app = create_app(settings_of(folder))
    with app.app_context():
        with writing() as session:
            load_demo(session, demo_mode=True, now=LONG_AGO, folder=FIXTURES)
        yield app
        db.engine.dispose()


def a_state(chance: random.Random, listed: Listed) -> str:
    """A query of this list: words or none, up to two facets with values that are there, an order, a page."""
    pairs = [("q", chance.choice(WORDS))] if chance.random() < 0.4 else []
    for name in chance.sample(list(listed.facets), chance.choice((0, 0, 1, 1, 2))):
        pairs += [(name, code) for code in chance.sample(sorted(FACETS[name].codes()), chance.choice((1, 1, 3)))]
    pairs += [("sort", chance.choice(SORTS))] if chance.random() < 0.5 else []
    return f"?{urlencode(pairs)}" if pairs else ""


def shown(root: Element) -> list[Row]:
    """(number, title) of each row, in their order."""
    links = [link for row in root.findall(".//ul[@class='rows']/li") for link in row.findall(".//h3//a")]
    return [(_number(link.get("href", "")), words_of(link)) for link in links]


def _number(address: str) -> str:
    return urlsplit(address).path.split("/")[3].partition("-")[0]


def whole_list(browser: Browser, address: str, headers: Mapping[str, str]) -> Answer:
    """The rows of all pages, and the count that stands on the first."""
    rows: list[Row] = []
    for number in range(1, MOST_PAGES):
        here = address + ("&" if "?" in address else "?") + f"page={number}"
        root = tree(browser.client.get(here, headers=headers).get_data(as_text=True))
        count = words_of(root.findall(".//h2[@class='list-count']")[0])
        rows += shown(root)
        if len(rows) < number * PAGE_SIZE or len(rows) == _digits(count):
            break
    return rows, count


def _digits(count: str) -> int:
    """The number in "18 solutions", in whatever digits."""
    return int("0" + "".join(str(int(each)) for each in count if each.isdigit()))


def differences(browser: Browser, listed: Listed, query: str) -> tuple[int, list[str]]:
    """How many rows the state has, and which of its forms differ from the page."""
    address = f"/{browser.language}/{listed.name}"
    page = whole_list(browser, address + query, {})
    table, found = csv_rows(browser, f"{address}.csv{query}"), json_file(browser, f"{address}.json{query}")
    title = listed.columns[0].name
    forms = {
        "htmx": whole_list(browser, address + query, HTMX),
        "CSV": ([(row["id"], " ".join(restored(row[title]).split())) for row in table], page[1]),
        "JSON": ([(str(row["id"]), " ".join(row[title].split())) for row in found["records"]], page[1]),
    }
    wrong = [f"{address}{query}: {name}" for name, answer in forms.items() if answer != page]
    same_count = _digits(page[1]) == len(page[0]) == found["count"]
    return len(page[0]), wrong + ([] if same_count else [f"{address}{query}: {page[1]}"])


def forget_tries(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.query(RateWindow).delete()


def test_two_hundred_states_are_the_same_in_every_form(catalogue: Flask) -> None:
    chance, wrong, sizes = random.Random(2_026), [], []
    with catalogue.app_context():
        known = list(lists().values())
    for number in range(STATES):
        listed, browser = known[number % len(known)], Browser(catalogue, chance.choice(LANGUAGES))
        size, faults = differences(browser, listed, a_state(chance, listed))
        sizes.append(size)
        wrong += faults
        if number % 3 == 2:
            forget_tries(catalogue)
    assert wrong == []
    assert sum(size > 0 for size in sizes) > STATES // 2
    assert sum(size > PAGE_SIZE for size in sizes) > STATES // 10
