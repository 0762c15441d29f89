"""U-17: every link of every mail, followed by somebody who is not signed in: the right page, or sign-in and then it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.core.db import db, writing
from app.digest import jobs
from app.site.demo import load_demo
from app.site.demo_crowd import batches, bring
from tests.browser import Browser
from tests.core.mail_ground import Letterbox
from tests.digest.ground import EARLIER, NOW, change_subscriber, parts_received, send_all

LINK = re.compile(r"http://localhost(/[\w./?=%-]*)")


@pytest.fixture
def mails(app: Flask, letterbox: Letterbox, people: int) -> list[str]:
    """The plain parts of the demonstration's digests, in all languages."""
    with app.app_context():
        with writing() as session:
            load_demo(session, demo_mode=True, now=EARLIER)
        for numbers in batches(people):
            with writing() as session:
                bring(session, numbers, app.config["LANGUAGES"], now=EARLIER)
        first = db.session.scalars(select(col(Person.id)).order_by(col(Person.id))).first()
        assert first
        change_subscriber(1, confirmed_at=EARLIER)
        jobs.plan_due(now=NOW)
        send_all(app)
        return [parts_received(letterbox, number).text for number in range(len(letterbox.taken))]


@pytest.mark.parametrize("people", [10, pytest.param(200, marks=pytest.mark.soak)])
def test_no_link_of_a_mail_is_a_dead_end(app: Flask, mails: list[str], people: int) -> None:
    assert len(mails) >= people
    links = {link for text in mails for link in LINK.findall(text)}
    browser = Browser(app)
    dead = {}
    for link in links:
        answer = browser.client.get(link, follow_redirects=True)
        if answer.status_code != 200:
            dead[link] = answer.status_code
    assert dead == {}
    assert len(links) > people


def test_a_link_by_way_of_signing_in_leads_on_whoever_is_signed_in(app: Flask) -> None:
    with app.app_context(), writing() as session:
        load_demo(session, demo_mode=True, now=EARLIER)
        number = session.scalars(select(col(Person.id)).where(col(Person.email) == "amina@example.org")).one()
    amina = Browser(app)
    amina.submit(amina.get("demo_people.index"), {}, to=f"/dev/people/{number}")
    answer = amina.client.get("/en/sign-in?next=/en/requests/1", follow_redirects=True)
    assert (answer.status_code, "/en/requests/1" in answer.request.path) == (200, True)
