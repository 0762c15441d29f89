"""An editor invites a colleague by mail: one link, one address, once, for two weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Appointment
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.organisations.ground import acts, editor_of, editors, entered, listed, mails, moderator

pytestmark = pytest.mark.both_engines


def invited(app: Flask, address: str = "dalia@example.org") -> str:
    """The link in the mail that an invitation sends."""
    number = listed(app)
    amina = entered(app, "Amina", editor_of(number))
    page = amina.get("editing.editors", organisation_id=number)
    amina.submit(page, {"address": address})
    with app.app_context():
        mail = db.session.scalars(select(Mail)).one()
        text = message_from_bytes(mail.content, policy=policy.default).get_body(("plain",))
    assert text is not None
    (link,) = re.findall(r"/en/organisations/invitation/\S+", text.get_content())
    return str(link)


def test_the_link_shows_the_invitation_and_a_button_accepts_it(app: Flask) -> None:
    link = invited(app)
    assert mails(app) == [("dalia@example.org", "Invitation to edit: Rural Water Institute")]
    dalia = entered(app, "Dalia")
    page = dalia.get(link)
    assert editors(app) == [(1, "1")]
    dalia.submit(page, {})
    assert editors(app) == [(1, "1"), (2, "1")]
    assert acts(app) == ["invite editor", "appoint", "accept invitation"]
    dalia.get("editing.edit", organisation_id=1)
    dalia.get(link, status=410)


def test_without_an_account_the_link_leads_to_the_door_and_back(app: Flask, browser: Browser) -> None:
    link = invited(app)
    assert browser.get(link).form_values("/sign-in")["next"] == link


def test_a_link_that_was_passed_on_gives_nothing(app: Flask) -> None:
    link = invited(app)
    other = entered(app, "Eve")
    page = other.get(link)
    assert "another address" in page.text
    token = other.get("accounts.show").form_values("sign-out")
    other.post(link, token, status=410)
    assert editors(app) == [(1, "1")]


def test_an_old_link_and_one_of_somebody_who_edits_no_more_are_over(app: Flask) -> None:
    link = invited(app)
    with time_machine.travel(utc_now() + timedelta(days=15), tick=False):
        entered(app, "Dalia").get(link, status=410)
    with app.app_context(), writing() as session:
        session.execute(update(Appointment).values(valid_to=date(2026, 1, 2)))
    bola = Browser(app)
    sign_in(bola, a_person(app, "Bola", email="dalia2@example.org"))
    bola.get(link, status=410)


@pytest.mark.parametrize("token", ["none", "x" * 3_000, "MQ.aaa.bbb"])
def test_a_link_that_is_not_ours_is_no_page(app: Flask, browser: Browser, token: str) -> None:
    browser.get(f"/en/organisations/invitation/{token}", status=404)


def test_the_link_of_another_purpose_does_not_invite(app: Flask, browser: Browser) -> None:
    invited(app)
    from app.core.links import link_token

    with app.app_context():
        token = link_token("draft-return-link", 1)
    browser.get(f"/en/organisations/invitation/{token}", status=404)


def test_a_moderator_invites_nobody_in_the_name_of_an_institution(app: Flask) -> None:
    number = listed(app)
    carla = entered(app, "Carla", moderator())
    assert not carla.get("editing.editors", organisation_id=number).all(".//input[@name='address']")
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("editing.editors", {**token, "address": "x@example.org"}, organisation_id=number, status=403)


def test_a_day_holds_only_so_many_invitations(app: Flask) -> None:
    number = listed(app)
    amina = entered(app, "Amina", editor_of(number))
    page = amina.get("editing.editors", organisation_id=number)
    for each in range(10):
        amina.submit(page, {"address": f"p{each}@example.org"})
    amina.submit(page, {"address": "more@example.org"}, status=422)
    assert len(mails(app)) == 10
