"""Editors write the page of their organisation; two at once both see both texts."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.audit import AuditText
from app.core.db import db, writing
from app.core.permissions import Actor
from app.core.records import Standing
from app.organisations.profile import edit_profile
from tests.browser import Browser
from tests.factories import LONG_AGO
from tests.organisations.ground import acts, editor_of, entered, listed, moderator, role, row

pytestmark = pytest.mark.both_engines
MANY_MARKS = "\u0915\u094d\u0937" * 101  # letters of Devanagari, three parts each
CHANGES: dict[str, Any] = {
    "name": "Institute of Rural Water",
    "acronym": "IRW",
    "also_known_as": "Water School\r\n\r\nOld Name",
    "summary": "Trains mechanics.",
    "founded": "1974",
    "registration": "KE-RCO-1",
    "size_band": "11-50",
    "languages": ["en", "sw"],
    "sectors": ["water-sanitation"],
    "modalities": ["training"],
    "presence": ["KEN", "UGA"],
}


def opened(app: Flask, **facts: Any) -> tuple[Browser, int]:
    number = listed(app, country="KEN", organisation_type="80", **facts)
    return entered(app, "Amina", editor_of(number)), number


def test_an_editor_changes_every_field_and_everybody_reads_it(app: Flask, browser: Browser) -> None:
    amina, number = opened(app)
    amina.submit(amina.get("editing.edit", organisation_id=number), CHANGES)
    found = row(app, number)
    assert {name: getattr(found, name) for name in ("name", "acronym", "founded", "size_band")} == {
        "name": "Institute of Rural Water",
        "acronym": "IRW",
        "founded": 1974,
        "size_band": "11-50",
    }
    assert (found.also_known_as, found.presence) == (["Water School", "Old Name"], ["KEN", "UGA"])
    assert "Institute of Rural Water" in browser.get("organisations.index", q="IRW").links()
    assert acts(app) == ["edit"]
    with app.app_context():
        (text,) = db.session.scalars(select(AuditText)).all()
        assert text.before is not None
        assert text.before["name"] == "Rural Water Institute"


def test_what_the_institution_says_itself_is_no_longer_called_assigned(app: Flask) -> None:
    amina, number = opened(app, assigned_by_catalogue=["sectors", "modalities"], modalities=["training"])
    amina.submit(amina.get("editing.edit", organisation_id=number), {"sectors": ["agriculture"]})
    assert row(app, number).assigned_by_catalogue == ["modalities"]


def test_country_and_type_are_filled_in_once_and_then_a_moderator_s_affair(app: Flask) -> None:
    number = listed(app)
    amina = entered(app, "Amina", editor_of(number))
    page = amina.get("editing.edit", organisation_id=number)
    amina.submit(page, {"country": "KEN", "organisation_type": "10"})
    page = amina.get("editing.edit", organisation_id=number)
    assert "country" not in page.form_values()
    amina.submit(page, {"country": "UGA", "organisation_type": "70"})
    assert (row(app, number).country, row(app, number).organisation_type) == ("KEN", "10")
    carla = entered(app, "Carla", moderator())
    carla.submit(carla.get("editing.edit", organisation_id=number), {"organisation_type": "15"})
    assert row(app, number).organisation_type == "15"


def test_editing_alone_confirms_nothing(app: Flask) -> None:
    amina, number = opened(app, standing=Standing.DOCUMENTED)
    amina.submit(amina.get("editing.edit", organisation_id=number), CHANGES)
    assert row(app, number).standing == Standing.DOCUMENTED


def test_who_saves_second_sees_both_texts_and_loses_nothing(app: Flask) -> None:
    amina, number = opened(app)
    page = amina.get("editing.edit", organisation_id=number)
    with app.app_context(), writing() as session:
        facts = {"summary": "Plans wells.", "sectors": ["agriculture"]}
        edit_profile(session, number, facts, seen=1, by=Actor(person_id=9), now=LONG_AGO)
    told = amina.submit(page, {"summary": "Trains mechanics."}, status=422)
    (error,) = told.all(".//*[@id='summary-error']")
    assert "Saved in the meantime: “Plans wells.”" in "".join(error.itertext())
    assert told.form_values()["summary"] == "Trains mechanics."
    amina.submit(told, {})
    assert row(app, number).summary == "Trains mechanics."


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"founded": "soon"}, {"sectors": ["x"]}, {"version": "x"}, {"summary": "9" * 30_000}]
)
def test_bad_answers_change_nothing(app: Flask, wrong: dict[str, Any]) -> None:
    amina, number = opened(app)
    amina.submit(amina.get("editing.edit", organisation_id=number), {**CHANGES, **wrong}, status=422)
    assert row(app, number).version == 1


@pytest.mark.parametrize(
    "held", [(), ("organisation-editor", "organisation", "99"), ("focal-point", "country", "KEN"), ("translator",)]
)
def test_for_other_people_there_is_no_such_page(app: Flask, held: tuple[Any, ...]) -> None:
    number = listed(app, country="KEN")
    other = entered(app, "Dalia", *([role(*held)] if held else []))
    token = other.get("accounts.show").form_values("sign-out")
    for address in ("editing.edit", "editing.editors"):
        other.get(address, organisation_id=number, status=404)
        other.post(address, {**token, **CHANGES, "version": "1"}, organisation_id=number, status=404)
    assert row(app, number).version == 1


def test_a_visitor_is_asked_to_sign_in(app: Flask, browser: Browser) -> None:
    assert browser.get("editing.edit", organisation_id=listed(app)).heading == "Sign in"


def test_a_catalogue_file_that_is_loaded_again_changes_no_page_that_its_institution_took_over(app: Flask) -> None:
    from app.core.fixtures import put
    from app.organisations.models import Organisation

    number = listed(app, import_key="rwi", standing=Standing.CONFIRMED, summary="Trains mechanics.")
    with app.app_context(), writing() as session:
        values = {"rwi": {"name": "Old", "summary": "Old", "standing": Standing.DOCUMENTED}}
        loaded = put(session, Organisation, "organisation", values, now=LONG_AGO)
    assert (loaded.same, row(app, number).standing, row(app, number).name) == (
        1,
        Standing.CONFIRMED,
        "Rural Water Institute",
    )


@pytest.mark.parametrize("field", ["name", "acronym", "registration", "excellence_by", "excellence_source"])
def test_a_text_in_a_script_of_many_marks_is_too_long_before_its_column_is(app: Flask, field: str) -> None:
    """A column counts the parts that letters are made of, a person letters."""
    amina, number = opened(app)
    page = amina.submit(amina.get("editing.edit", organisation_id=number), {**CHANGES, field: MANY_MARKS}, status=422)
    assert "Shorten this by" in page.text
