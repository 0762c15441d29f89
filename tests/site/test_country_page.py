"""The page of a country: what it offers and seeks, with whom it worked, its groups as they stand on the day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask

from app.core.db import writing
from app.core.records import Visibility
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_exchange, an_organisation


@pytest.fixture
def kenya(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        a_solution(session, "Rainwater tanks for schools", countries_of_origin=["KEN"])
        a_solution(session, "Solar pumps", countries_of_origin=["FJI"])
        an_exchange(session, "Tanks: Kenya and Fiji", provider_countries=["KEN"], partner_countries=["FJI"])
        an_organisation(session, "Rural Water Institute", country="KEN")
        a_country_request(session, "Training of midwives", country="KEN")
        a_country_request(session, "Known to members alone", country="KEN", visibility=Visibility.MEMBERS)
    return app


def test_it_shows_what_the_country_offers_and_seeks_and_with_whom_it_worked(kenya: Flask) -> None:
    page = Browser(kenya).get("/en/countries/KEN")
    for title in (
        "Rainwater tanks for schools",
        "Tanks: Kenya and Fiji",
        "Rural Water Institute",
        "Training of midwives",
    ):
        assert title in page.text
    assert "Solar pumps" not in page.text
    assert "Known to members alone" not in page.text
    assert "no national focal point on this site yet" in page.text


def test_groups_are_those_of_the_day_and_say_so(kenya: Flask) -> None:
    with time_machine.travel(datetime(2026, 11, 28, 9, tzinfo=UTC), tick=False):
        page = Browser(kenya).get("/en/countries/KEN")
    assert "Group of 77 and China" in page.text
    assert "As they stand on 28 November 2026" in page.text


def test_a_membership_that_was_not_checked_with_its_source_is_not_shown(kenya: Flask) -> None:
    """Whether the country leaves the group that year is not settled: the page says neither."""
    with time_machine.travel(datetime(2026, 11, 1, 9, tzinfo=UTC), tick=False):
        assert "Least developed countries" not in Browser(kenya).get("/en/countries/BGD").text
        assert "Least developed countries" in Browser(kenya).get("/en/countries/AFG").text


def test_a_code_that_is_no_country_of_the_list_has_no_page(kenya: Flask) -> None:
    for code in ("ZZZ", "ken", "%00", "XZ"):
        Browser(kenya).get(f"/en/countries/{code}", status=404)


def test_an_institution_leads_to_its_country_and_the_country_to_all_of_a_kind(kenya: Flask) -> None:
    browser = Browser(kenya)
    assert browser.get("/en/organisations/1").links()["Kenya"] == "/en/countries/KEN"
    with kenya.app_context(), writing() as session:
        for number in range(5):
            a_solution(session, f"Practice {number}", countries_of_origin=["KEN"])
    assert browser.get("/en/countries/KEN").links()["All solutions"] == "/en/countries/KEN/offer"
