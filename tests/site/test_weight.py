"""Pages stay light (U-04): what a phone on a slow line has to fetch for a page, and again for the same page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import Settings, create_app
from app.config import FIXTURES
from app.core.db import db, writing
from app.core.i18n import interface_languages
from app.site.demo import load_demo
from tests.factories import LONG_AGO

KB = 1024
STYLE, SCRIPT, FIRST_ROUND_TRIP = 14 * KB, 22 * KB, 14 * KB
LINKED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="(/[^"]+)"')


@dataclass(frozen=True)
class Budget:
    """Compressed bytes of a kind of page: its text, and everything that is fetched for it the first time."""

    text: int
    whole: int


LIST, DETAIL, STEP = Budget(15 * KB, 60 * KB), Budget(12 * KB, 50 * KB), Budget(6 * KB, 50 * KB)
LISTS = (
    "", "solutions", "exchanges", "requests", "organisations", "solutions?goal=6", "solutions?q=water",
    "solutions?place=002&sector=health", "solutions?page=2", "solutions?sort=evidence", "solutions?q=nothing+has+this",
    "exchanges?page=3", "organisations?sort=name", "requests?place=XA",
)  # fmt: skip
DETAILS = (
    "solutions/1", "solutions/20", "solutions/50", "solutions/99", "exchanges/1", "exchanges/60", "organisations/1",
    "organisations/40", "requests/1", "about", "about/languages", "about/ranking", "privacy", "terms",
)  # fmt: skip
STEPS = ("sign-in", "requests/new")
PAGES = {**dict.fromkeys(LISTS, LIST), **dict.fromkeys(DETAILS, DETAIL), **dict.fromkeys(STEPS, STEP)}


@pytest.fixture(scope="module")
def catalogue(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration, loaded once."""
    folder = tmp_path_factory.mktemp("weight")
    shutil.copyfile(sqlite_template, folder / "crux.sqlite")
    settings = Settings(
        mode="demo", database_url=f"sqlite:///{folder / 'crux.sqlite'}", base_url="http://localhost",
        secret_key="for-tests-only-" + "0123456789abcdef" * 3, mail_from="Crux <crux@example.org>", var=folder,
        encoders="none",
    )  # fmt: skip
    app = create_app(settings)
    with app.app_context():
        with writing() as session:
            load_demo(session, demo_mode=True, now=LONG_AGO, folder=FIXTURES)
        yield app
        db.engine.dispose()


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("language", interface_languages())
def test_every_page_keeps_to_its_budget(catalogue: Flask, language: str, encoding: str) -> None:
    heavy = []
    for path, budget in PAGES.items():
        client = catalogue.test_client()
        text, page = fetched(client, f"/{language}/{path}", encoding)
        linked = {address: fetched(client, address, encoding)[0] for address in set(LINKED.findall(page))}
        whole = text + sum(linked.values())
        if text > budget.text or whole > budget.whole or len(linked) > 4:
            heavy.append(f"/{language}/{path}: {text} bytes of text, {whole} in all, {1 + len(linked)} requests")
    assert heavy == []


def test_style_and_script_keep_to_their_budgets(catalogue: Flask) -> None:
    client = catalogue.test_client()
    _, page = fetched(client, "/en/", "gzip")
    sizes = {address.rpartition(".")[2]: fetched(client, address, "gzip")[0] for address in LINKED.findall(page)}
    assert sizes["css"] <= STYLE
    assert sizes["js"] <= SCRIPT


@pytest.mark.parametrize("language", interface_languages())
def test_the_first_round_trip_holds_the_heading_the_search_and_the_first_result(
    catalogue: Flask, language: str
) -> None:
    packed = catalogue.test_client().get(f"/{language}/solutions", headers={"Accept-Encoding": "gzip"}).get_data()
    assert len(packed) <= FIRST_ROUND_TRIP  # all of it


def test_a_second_look_costs_one_request_and_no_page(catalogue: Flask) -> None:
    client = catalogue.test_client()
    for path in ("/en/solutions", "/ar/solutions?goal=6", "/en/exchanges", "/en/"):
        first = client.get(path, headers={"Accept-Encoding": "br"})
        again = client.get(path, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_data()) == (304, b""), path


def fetched(client: FlaskClient, address: str, encoding: str) -> tuple[int, str]:
    """How many bytes travel for `address` at its last stop, and what it says."""
    answer = client.get(address, headers={"Accept-Encoding": encoding}, follow_redirects=True)
    assert answer.status_code == 200, address
    packed = answer.get_data()
    text = client.get(answer.request.full_path.rstrip("?"), follow_redirects=True).get_data(as_text=True)
    return len(packed), text
