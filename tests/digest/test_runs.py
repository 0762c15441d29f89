"""The page of runs: how each stands, an uncertain mail sent again by a moderator, what somebody would get now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.core.audit import AuditEvent
from app.core.db import db, writing
from app.core.mail import Mail, MailState
from app.digest import jobs
from tests.browser import Browser
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import EARLIER, NOW, Offers, a_candidate, mails, send_all, subscribe
from tests.digest.test_matches import grant

pytestmark = pytest.mark.both_engines


def signed_in(app: Flask, role: str) -> Browser:
    """One of the demonstration's people, with that role."""
    with writing() as session:
        facts: dict[str, Any] = {"created_at": EARLIER, "confirmed_at": EARLIER, "demo": True}
        person = Person(email=f"{role}@example.org", name=role, fs_uniquifier=role, **facts)
        session.add(person)
        session.flush()
        grant(session, person.id or 0, role, "site", "")
        number = person.id
    browser = Browser(app)
    browser.submit(browser.get("demo_people.index"), {}, to=f"/dev/people/{number}")
    return browser


@pytest.fixture
def uncertain(app: Flask, offers: Offers, letterbox: Letterbox) -> Mail:
    """A mail of which nobody knows whether it arrived."""
    subscribe(2)
    offers.to_all = [a_candidate(1)]
    letterbox.answers_of_body = {"reader1@example.org": "999 what"}
    jobs.plan_due(now=NOW)
    send_all(app)
    letterbox.answers_of_body = {}
    [mail] = [mail for mail in mails() if mail.state is MailState.UNCERTAIN]
    return mail


@time_machine.travel(NOW + timedelta(hours=1), tick=False)
def test_an_uncertain_mail_is_sent_again_after_a_second_yes_with_the_same_number(
    app: Flask, uncertain: Mail, letterbox: Letterbox
) -> None:
    carla, number, content = signed_in(app, "moderator"), uncertain.id, uncertain.content
    page = carla.get("digest_runs.index")
    link = page.links()[f"Send the mail again: {number}"]
    asked = carla.get(link)
    assert len(letterbox.taken) == 1
    carla.submit(asked, {}, to=link)
    send_all(app, Clock(NOW + timedelta(hours=1)))
    assert letterbox.taken[1] == ("reader1@example.org", content)
    assert "digest.send_again" in list(db.session.scalars(select(col(AuditEvent.act))))
    carla.get(link, status=404)


@time_machine.travel(NOW + timedelta(days=4), tick=False)
def test_a_mail_whose_items_come_with_the_next_is_not_sent_again(app: Flask, uncertain: Mail) -> None:
    carla = signed_in(app, "moderator")
    page = carla.get("digest_runs.send_again", mail_id=uncertain.id)
    assert "too old to be sent again" in page.text
    token = carla.get("accounts.show").form_values()
    carla.post(f"/en/weekly-mail/runs/again/{uncertain.id}", token)
    assert mails()[0].state is MailState.UNCERTAIN


@time_machine.travel(NOW + timedelta(hours=1), tick=False)
def test_an_administrator_looks_at_what_somebody_would_get_and_that_is_kept(app: Flask, offers: Offers) -> None:
    subscribe(1)
    offers.to_all = [a_candidate(1)]
    ada = signed_in(app, "administrator")
    form = ada.get("digest_runs.preview")
    shown = ada.client.post(
        "/en/weekly-mail/runs/preview", data={**form.form_values(), "email": "reader1@example.org", "language": "ar"}
    )
    assert b"Rainwater harvesting 1" in shown.data
    assert shown.headers["Content-Language"] == "ar"
    assert mails() == []
    assert "digest.preview" in list(db.session.scalars(select(col(AuditEvent.act))))
    ada.submit(form, {"email": "nobody@example.org"}, status=422)


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("translator", ""),
        ("administrator", "/again/1"),
        ("moderator", "/preview"),
    ],
)
def test_others_find_nothing_there(app: Flask, uncertain: Mail, role: str, path: str) -> None:
    with time_machine.travel(NOW, tick=False):
        signed_in(app, role).get(f"/en/weekly-mail/runs{path}", status=404)


def test_a_run_that_is_open_for_too_long_is_told_of(app: Flask, offers: Offers) -> None:
    subscribe(1)
    offers.to_all = [a_candidate(1)]
    jobs.plan_due(now=NOW)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        page = signed_in(app, "moderator").get("digest_runs.index")
    assert "open for more than two hours" in page.text
    assert "1 person was due" in page.text
