"""The section of new matches, with the real index and ranker: who hears of what, in whose language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person, Subscriber
from app.accounts.service import appoint
from app.core.db import db, writing
from app.core.i18n import in_language
from app.core.permissions import VISITOR
from app.core.records import Standing
from app.digest import jobs
from app.digest.matches import new_matches
from app.digest.sections import EXTENSION
from app.digest.selection import Window, standings_mailed
from app.solutions.models import Solution
from tests.core.mail_ground import Clock, Letterbox
from tests.digest.ground import EARLIER, NOW, Offers, digests, items_of, mails, parts_received, received, send_all
from tests.factories import a_country_request, a_solution, a_subscriber, an_organisation

pytestmark = pytest.mark.both_engines

FIRST_OF_MONTH = datetime(2026, 11, 3, 9, tzinfo=UTC)  # a Tuesday: the Monday before is the first of November's
EXAMPLE = {"standing": Standing.EXAMPLE}


def a_reader(session: Session, name: str, *roles: tuple[str, str, str], locale: str = "en") -> int:
    """A person with these roles, who gets the digest."""
    email = f"{name.lower()}@example.org"
    person = Person(email=email, name=name, locale=locale, fs_uniquifier=name, created_at=EARLIER, confirmed_at=EARLIER)
    session.add(person)
    session.flush()
    a_subscriber(session, email=email, name=name, person_id=person.id, locale=locale, created_at=EARLIER)
    for role, scope_type, scope_id in roles:
        grant(session, int(person.id or 0), role, scope_type, scope_id)
    return int(person.id or 0)


def grant(session: Session, person_id: int, role: str, scope_type: str, scope_id: str) -> None:
    appoint(
        session,
        person_id=person_id,
        role=role,
        scope_type=scope_type,
        scope_id=scope_id,
        valid_from=date(2026, 1, 1),
        by=VISITOR,
        now=EARLIER,
    )


@pytest.fixture
def world(app: Flask, offers: Offers) -> None:
    """Amina's request, Budi's solution that could meet it, and Dalia, who acts for nobody."""
    app.extensions[EXTENSION] = {"matches": new_matches}
    water = {"sectors": ["water-sanitation"], "modalities": ["training"], **EXAMPLE}
    with writing() as session:
        owner = an_organisation(session, country="XB", **EXAMPLE)
        a_solution(
            session, "Rainwater tanks for schools", claims=("6.1",), owner=owner, countries_of_origin=["XB"], **water
        )
        a_country_request(session, "Rainwater for dry schools", country="XA", targets=["6.1"], **water)
        a_reader(session, "Amina", ("focal-point", "country", "XA"))
        a_reader(session, "Budi", ("organisation-editor", "organisation", str(owner.key)), locale="ar")
        a_reader(session, "Dalia")


def sent_to(letterbox: Letterbox, name: str) -> int:
    return letterbox.addresses.index(f"{name}@example.org")


@pytest.mark.usefixtures("world")
def test_a_focal_point_hears_of_solutions_for_her_country_s_request(app: Flask, letterbox: Letterbox) -> None:
    jobs.plan_due(now=NOW)
    send_all(app)
    parts = parts_received(letterbox, sent_to(letterbox, "amina"))
    for part in (parts.text, parts.html):
        assert "Rainwater tanks for schools" in part
        assert "http://localhost/en/solutions/1" in part
        assert "http://localhost/en/requests/1/matches" in part
        assert "It could meet your request “Rainwater for dry schools”." in part
    assert "Both serve" in parts.text
    assert received(letterbox, sent_to(letterbox, "amina"))["Subject"].startswith("Example: ")


@pytest.mark.usefixtures("world")
def test_an_institution_s_editor_hears_of_requests_in_his_language(app: Flask, letterbox: Letterbox) -> None:
    jobs.plan_due(now=NOW)
    send_all(app)
    parts = parts_received(letterbox, sent_to(letterbox, "budi"))
    assert "Rainwater for dry schools" in parts.text
    assert "http://localhost/ar/requests/1" in parts.text
    assert "(الإنجليزية)" in parts.text  # his own solution, in brackets: in words that fit into the sentence
    assert '<html lang="ar" dir="rtl"' in parts.html


@pytest.mark.usefixtures("world")
def test_who_acts_for_nobody_gets_nothing_yet(app: Flask, letterbox: Letterbox) -> None:
    jobs.plan_due(now=NOW)
    send_all(app)
    assert "dalia@example.org" not in letterbox.addresses
    assert sorted(letterbox.addresses) == ["amina@example.org", "budi@example.org"]


@pytest.mark.usefixtures("world")
def test_points_are_the_sum_of_the_reasons_shown(app: Flask) -> None:
    jobs.plan_due(now=NOW)
    db.session.rollback()
    amina = db.session.scalars(select(Subscriber).where(col(Subscriber.email) == "amina@example.org")).one()
    window = Window(EARLIER, NOW, NOW, standings_mailed(demo=True))
    with in_language("en"):
        [told] = [item.tell() for item in new_matches(db.session, amina, window)]
    assert 0 < told.points <= 100
    assert told.reasons
    assert all("<" not in reason.text for reason in told.reasons)


@pytest.mark.usefixtures("world")
def test_in_production_none_of_it_leaves(app: Flask, letterbox: Letterbox) -> None:
    app.config["DEMO"] = False
    jobs.plan_due(now=NOW)
    send_all(app)
    assert letterbox.taken == []
    assert mails() == []


@pytest.mark.usefixtures("world")
def test_a_pair_is_told_again_when_one_side_has_changed(app: Flask) -> None:
    jobs.plan_due(now=NOW)
    send_all(app)
    with writing() as session:
        session.get_one(Solution, 1).version += 1
    jobs.plan_due(now=NOW + timedelta(weeks=1))
    assert [items_of(digest) for digest in digests() if digest.mail_id] == [["request:1/solution:1"]] * 4


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(("frequency", "words"), [("weekly", "once a week"), ("monthly", "once a month")])
def test_a_mail_says_as_often_as_it_comes(app: Flask, letterbox: Letterbox, frequency: str, words: str) -> None:
    with writing() as session:
        amina = session.scalars(select(Subscriber).where(col(Subscriber.email) == "amina@example.org")).one()
        amina.frequency = frequency
    jobs.plan_due(now=FIRST_OF_MONTH)
    send_all(app, Clock(FIRST_OF_MONTH))
    parts = parts_received(letterbox, sent_to(letterbox, "amina"))
    for part in (parts.text, parts.html):
        assert words in part
        assert ("once a week" in part) == (frequency == "weekly")
