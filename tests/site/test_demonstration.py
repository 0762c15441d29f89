"""`crux demo`: whole, repeatable, strict about its files, and never beside real accounts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app import Settings, create_app
from app.accounts.models import Person
from app.config import FIXTURES
from app.core.changes import current_number
from app.core.db import db, writing
from app.core.fixtures import FixtureFault
from app.core.index import catalogue
from app.core.records import Standing
from app.site.demo import DemoRefused, Report, load_demo
from app.solutions.models import Solution, SolutionClaim, SolutionOrganisation
from tests.browser import Browser
from tests.factories import LONG_AGO

pytestmark = pytest.mark.both_engines

ORGANISATION = {"key": "institute", "name": "Water Institute", "source_language": "en", "country": "KEN"}
SOLUTION = {
    "key": "tanks",
    "title": "Rainwater tanks",
    "source_language": "en",
    "countries_of_origin": ["KEN"],
    "claims": [{"code": "6.1", "evidence_line": "Water all year"}],
    "organisations": [{"key": "institute", "role": "owner"}],
    "recorded_on": "2026-11-23",
    "translations": {"ar": {"title": "خزانات مياه الأمطار"}},
}
EXCHANGE = {"key": "to-malawi", "title": "Tanks in Malawi", "source_language": "en", "solution": "tanks"}


def write(folder: Path, **files: list[dict[str, Any]]) -> Path:
    catalogue = folder / "fixtures" / "catalogue"
    catalogue.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        (catalogue / f"{name}.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return folder / "fixtures"


def small(folder: Path, **changes: Any) -> Path:
    return write(folder, organisations=[ORGANISATION], solutions=[{**SOLUTION, **changes}], exchanges=[EXCHANGE])


def load(app: Flask, folder: Path) -> Report:
    with app.app_context(), writing() as session:
        return load_demo(session, demo_mode=True, now=LONG_AGO, folder=folder)


def test_what_the_files_say_can_be_found_and_read(app: Flask, browser: Browser, tmp_path: Path) -> None:
    load(app, small(tmp_path))
    assert "Rainwater tanks" in browser.get("solutions.index", q="Water Institute").links()
    assert Browser(app, "ar").get("solutions.show", solution_id=1).heading == "خزانات مياه الأمطار"
    assert "Tanks in Malawi" in browser.get("solutions.show", solution_id=1).links()


def test_loading_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    folder = small(tmp_path)
    load(app, folder)
    with app.app_context():
        before = current_number(db.session)
    again = load(app, folder)
    assert {(each.new, each.altered) for each in (*again.documented, *again.examples)} == {(0, 0)}
    with app.app_context():
        assert current_number(db.session) == before


def test_a_changed_file_alters_the_record_and_what_hangs_on_it(app: Flask, tmp_path: Path) -> None:
    load(app, small(tmp_path))
    report = load(app, small(tmp_path, title="Larger tanks", claims=[{"code": "13"}], organisations=[]))
    assert [each.altered for each in report.documented] == [0, 1, 0]
    with app.app_context():
        solution = db.session.scalars(select(Solution)).one()
        claims = list(db.session.scalars(select(col(SolutionClaim.code))))
        owners = list(db.session.scalars(select(SolutionOrganisation)))
    assert (solution.title, solution.version, claims, owners) == ("Larger tanks", 2, ["13"], [])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"claims": [{"code": "6.99"}]}, "solutions.jsonl, line 1: claims.0.code"),
        ({"countries_of_origin": ["KENYA"]}, "solutions.jsonl, line 1: countries_of_origin.0"),
        ({"colour": "red"}, "solutions.jsonl, line 1: colour"),
        ({"year_from": "2012"}, "solutions.jsonl, line 1: year_from"),
        ({"title": "x" * 121}, "solutions.jsonl, line 1: title"),
        ({"organisations": [{"key": "nobody", "role": "owner"}]}, "nobody"),
    ],
)
def test_a_line_that_does_not_fit_is_named_and_nothing_is_stored(
    app: Flask, tmp_path: Path, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(FixtureFault, match=told):
        load(app, small(tmp_path, **change))
    with app.app_context():
        assert db.session.scalars(select(Solution)).first() is None


def test_beside_real_accounts_it_is_refused_in_one_sentence(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.add(Person(email="a@example.org", fs_uniquifier="a", created_at=LONG_AGO, confirmed_at=LONG_AGO))
    answer = app.test_cli_runner().invoke(args=["demo"])
    assert answer.exit_code == 1
    assert answer.output.strip() == (
        "Error: This database has real accounts; give the demonstration a database of its own."
    )


def test_outside_demo_mode_it_is_refused(settings: Settings) -> None:
    production = create_app(replace(settings, mode="production", smtp_url="smtp://localhost:25"))
    with production.app_context(), pytest.raises(DemoRefused, match="CRUX_MODE=demo"), writing() as session:
        load_demo(session, demo_mode=production.config["DEMO"], now=LONG_AGO)
    with production.app_context():
        db.engine.dispose()


def test_the_demonstration_of_this_project_loads_and_says_where_its_people_are(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["demo"])
    assert answer.exit_code == 0, answer.output
    assert "/dev/people" in answer.output


def test_every_record_of_the_catalogue_is_documented_and_every_invented_one_is_of_an_invented_country(
    app: Flask,
) -> None:
    load(app, FIXTURES)
    with app.app_context():
        rows = list(db.session.scalars(select(Solution)))
        found = catalogue().search(audience={"public"}, standing={"confirmed"}, limit=0).total
    assert found == 0
    for row in rows:
        invented = [country for country in row.countries_of_origin if len(country) == 2]
        assert bool(invented) == (row.standing == Standing.EXAMPLE), row.title
