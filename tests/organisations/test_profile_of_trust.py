"""Offices, members of a network, a centre of excellence by somebody's word; and what one country offers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from app.core.db import utc_now, writing
from tests.accounts.conftest import a_person
from tests.browser import Browser
from tests.factories import a_solution
from tests.organisations.ground import editor_of, entered, listed, role, row

pytestmark = pytest.mark.both_engines


def edited(app: Flask, changes: dict[str, Any], *, status: int = 200, **facts: Any) -> int:
    number = listed(app, country="KEN", organisation_type="10", **facts)
    amina = entered(app, "Amina", editor_of(number))
    amina.submit(amina.get("editing.edit", organisation_id=number), changes, status=status)
    return number


def test_offices_stand_on_the_page_and_are_kept_when_it_is_edited_again(app: Flask, browser: Browser) -> None:
    office = {"office_1": "Partnerships unit", "office_1_role": "Study visits", "office_1_languages": "English"}
    number = edited(app, office)
    text = browser.get("organisations.show", organisation_id=number).text
    assert "Partnerships unit · Study visits · English" in text
    again = entered(app, "Bola", editor_of(number)).get("editing.edit", organisation_id=number)
    assert again.form_values()["office_1"] == "Partnerships unit"


def test_members_of_a_network_are_names_or_pages_here(app: Flask, browser: Browser) -> None:
    member = listed(app, "Water University")
    number = edited(app, {"members": f"http://localhost/fr/organisations/{member}-x\nA faraway institute\n"})
    page = browser.get("organisations.show", organisation_id=number)
    assert page.links()["Water University"] == f"/en/organisations/{member}-water-university"
    assert "A faraway institute" in page.text
    assert row(app, number).members == [{"organisation_id": member}, {"name": "A faraway institute"}]


def test_a_centre_of_excellence_needs_its_source_and_is_one_to_its_last_day(app: Flask, browser: Browser) -> None:
    until = utc_now().date() + timedelta(days=30)
    day = {f"excellence_until-{part}": str(getattr(until, part)) for part in ("day", "month", "year")}
    edited(app, {"excellence_by": "River Commission", **day}, status=422)
    number = listed(app, "Water University")
    bola = entered(app, "Bola", editor_of(number))
    named = {"excellence_by": "River Commission", "excellence_source": "Decision 7", **day}
    bola.submit(bola.get("editing.edit", organisation_id=number), named)
    text = browser.get("organisations.show", organisation_id=number).text
    assert "Centre of excellence" in text
    assert "Decision 7" in text
    with time_machine.travel(utc_now() + timedelta(days=31), tick=False):
        assert "Centre of excellence" not in Browser(app).get("organisations.show", organisation_id=number).text


def test_a_country_shows_its_own_solutions_and_the_offices_that_answer(app: Flask, browser: Browser) -> None:
    edited(app, {"office_1": "Partnerships unit"})
    with app.app_context(), writing() as session:
        a_solution(session, "Rainwater tanks for schools", countries_of_origin=["KEN"])
        a_solution(session, "Flood gauges", countries_of_origin=["UGA"])
    page = browser.get("site.offer", code="KEN")
    assert "Rainwater tanks for schools" in page.links()
    assert "Flood gauges" not in page.links()
    assert "Partnerships unit" in page.text
    assert "no national focal point" in page.text
    held = role("focal-point", "country", "KEN")
    held.office = "Directorate of cooperation"
    a_person(app, "Fatou", roles=(held,))
    told = browser.get("site.offer", code="KEN").text
    assert "has a national focal point" in told
    assert "Directorate of cooperation" in told
    assert "Fatou" not in told


@pytest.mark.parametrize("code", ["ZZZ", "ken", "x" * 90])
def test_what_is_no_country_has_no_offer(browser: Browser, code: str) -> None:
    browser.get("site.offer", code=code, status=404)


def test_an_invented_country_has_one_in_a_demonstration_only(app: Flask, browser: Browser) -> None:
    browser.get("site.offer", code="XA")
    app.config["DEMO"] = False
    browser.get("site.offer", code="XA", status=404)
