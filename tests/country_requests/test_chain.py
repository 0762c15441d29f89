"""Each step of a request with its day and office, and a clock on the step that is waited for: for its country alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import time_machine
from flask import Flask

from app.accounts.models import Appointment
from app.core.db import db, writing
from tests.browser import Browser
from tests.country_requests.test_national_act import AMINA, NOW, submitted

Open = Callable[..., Browser]


def test_the_step_that_is_waited_for_says_how_long(app: Flask, as_: Open) -> None:
    number = submitted(app)
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        clock.move_to(NOW + timedelta(days=3, minutes=1))
        page = as_("tariq").get("country_requests.by_number", number=number).text
        assert "Waits for the national focal point Time waited: 3 days" in page
        assert "Time waited: 3 days" in as_("tariq").get("country_requests.mine").text


def test_what_was_done_says_when_and_by_which_office_and_only_to_its_country(app: Flask, as_: Open) -> None:
    from app.country_requests.models import CountryRequest
    from app.country_requests.service import endorse

    amina, tariq, bola = as_("amina"), as_("tariq"), as_("bola")
    number = submitted(app)
    with app.app_context(), writing() as session:
        held = session.query(Appointment).filter_by(role="focal-point", scope_id="XA").one()
        held.office = "Office for Cooperation"
        row = session.get_one(CountryRequest, number)
        endorse(session, row, by=AMINA, now=NOW, version=1)
        row.endorsed_by = held.person_id
    for browser in (amina, tariq):
        page = browser.get("country_requests.by_number", number=number).text
        assert "Endorsed on 23 November 2026 Office for Cooperation" in page
        assert "Not open to partners yet Time waited:" in page
    assert "Endorsed on" not in bola.get("country_requests.by_number", number=number).text
    with app.app_context():
        db.session.rollback()
