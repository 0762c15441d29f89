"""An exchange is reported until the countries that took it up confirm it, each by its focal point."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.db import db, writing
from app.exchanges.models import Exchange
from tests.browser import Browser
from tests.factories import an_exchange
from tests.organisations.ground import acts, entered, moderator, role

pytestmark = pytest.mark.both_engines
REPORTED = "Reported: the partner country has not confirmed it."


@pytest.fixture
def number(app: Flask) -> int:
    with app.app_context(), writing() as session:
        return an_exchange(session, provider_countries=["KEN"], partner_countries=["MWI", "UGA"]).key


def focal_point(app: Flask, name: str, country: str) -> Browser:
    return entered(app, name, role("focal-point", "country", country))


def test_it_is_reported_until_every_partner_country_has_confirmed_it(app: Flask, browser: Browser, number: int) -> None:
    first, second = focal_point(app, "Amina", "MWI"), focal_point(app, "Bola", "UGA")
    page = first.get("exchanges.show", exchange_id=number)
    asked = first.get(page.links()["Confirm this exchange"])
    assert acts(app) == []
    first.submit(asked, {})
    told = browser.get("exchanges.show", exchange_id=number).text
    assert REPORTED in told
    assert "Confirmed so far by: Malawi" in told
    second.submit(second.get("exchange_acts.confirm", exchange_id=number), {})
    assert "Confirmed by the partner country on" in browser.get("exchanges.show", exchange_id=number).text
    assert acts(app) == ["confirm exchange", "confirm exchange"]


def test_confirming_twice_is_confirming_once(app: Flask, number: int) -> None:
    amina = focal_point(app, "Amina", "MWI")
    page = amina.get("exchange_acts.confirm", exchange_id=number)
    amina.submit(page, {})
    amina.submit(page, {})
    assert acts(app) == ["confirm exchange"]
    assert "Confirm this exchange" not in amina.get("exchanges.show", exchange_id=number).links()


def test_a_text_that_changed_meanwhile_is_looked_at_again(app: Flask, number: int) -> None:
    amina = focal_point(app, "Amina", "MWI")
    page = amina.get("exchange_acts.confirm", exchange_id=number)
    with app.app_context(), writing() as session:
        session.get_one(Exchange, number).version += 1
    told = amina.submit(page, {}, status=422)
    assert "Something has changed" in told.text
    amina.submit(told, {})
    assert acts(app) == ["confirm exchange"]


@pytest.mark.parametrize(
    "held",
    [
        None,
        role("focal-point", "country", "KEN"),
        role("focal-point", "site"),
        role("team-assistant", "country", "MWI"),
        moderator(),
    ],
)
def test_nobody_else_confirms_not_even_the_country_that_shared(app: Flask, number: int, held: Any) -> None:
    other = entered(app, "Dalia", *([role(held.role, held.scope_type, held.scope_id)] if held else []))
    token = other.get("accounts.show").form_values("sign-out")
    other.get("exchange_acts.confirm", exchange_id=number, status=404)
    other.post("exchange_acts.confirm", {**token, "version": "1"}, exchange_id=number, status=404)
    with app.app_context():
        assert db.session.get_one(Exchange, number).confirmed_by_partner_at is None


def test_a_visitor_signs_in_first(app: Flask, browser: Browser, number: int) -> None:
    assert browser.get("exchange_acts.confirm", exchange_id=number).heading == "Sign in"
