"""The named world, as far as moderating needs it: Budi of an institute of XB, Bola its focal point, two moderators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment, Person
from app.core.db import db, writing
from app.core.drafts import start_draft
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held
from app.moderation.models import ModerationDecision, ModerationItem
from app.solutions.facts import SolutionFacts
from app.solutions.models import Solution, SolutionRevision
from app.solutions.offering import offer
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import an_organisation
from tests.moderation.typed import ANSWERS

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Open = Callable[..., Browser]
NGO, MINISTRY = "22", "10"  # IATI's kinds: only state bodies wait for their focal point by default


def people_of(app: Flask) -> dict[str, int]:
    with app.app_context(), writing() as session:
        institute = an_organisation(session, "Delta Institute", country="XB", organisation_type=NGO).key
        ministry = an_organisation(session, "Ministry of Health", country="XB", organisation_type=MINISTRY).key
        roles = {
            "budi": [("organisation-editor", "organisation", str(institute))],
            "bunga": [("organisation-editor", "organisation", str(institute))],
            "mira": [("organisation-editor", "organisation", str(ministry))],
            "bola": [("focal-point", "country", "XB")],
            "amina": [("focal-point", "country", "XA")],
            "carla": [("moderator", "site", "")],
            "chen": [("moderator", "site", "")],
            "bima": [("moderator", "site", ""), ("team-assistant", "country", "XB")],
            "dalia": [],
        }
        found = {}
        for name, held in roles.items():
            person = Person(
                email=f"{name}@example.org", name=name.title(), fs_uniquifier=name, created_at=LONG_AGO,
                confirmed_at=LONG_AGO,
            )  # fmt: skip
            session.add(person)
            session.flush()
            found[name] = person.id or 0
            session.add_all(
                Appointment(
                    person_id=found[name], role=role, scope_type=scope, scope_id=key, valid_from=date(2026, 1, 1)
                )
                for role, scope, key in held
            )
        return found | {"institute": institute, "ministry": ministry}


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    """Name → number of each person, and of the two institutions."""
    return people_of(app)


@pytest.fixture
def as_(app: Flask, people: dict[str, int]) -> Open:
    """`as_("budi")`: a browser of his, signed in."""

    def opened(name: str, language: str = "en") -> Browser:
        browser = Browser(app, language)
        sign_in(browser, people[name])
        return browser

    return opened


def begin(browser: Browser, organisation: int) -> str:
    """Start a draft; the address of its task list."""
    begun = browser.submit(browser.get("solution_drafts.index"), {}, action=f"/offer/{organisation}")
    return begun.response.request.path.rpartition("/")[0]


def fill(browser: Browser, draft: str, **changed: dict[str, Any]) -> None:
    for name, answers in {**ANSWERS, **changed}.items():
        send(browser, draft, name, answers)


def send(
    browser: Browser, draft: str, name: str, answers: dict[str, Any], *, status: int = 200, query: str = ""
) -> Page:
    return browser.submit(browser.get(f"{draft}/{name}{query}"), answers, action=f"/{name}", status=status)


def send_off(browser: Browser, draft: str) -> Page:
    return browser.submit(browser.get(f"{draft}/check"), {}, action="/check")


def offered(browser: Browser, organisation: int, **changed: dict[str, Any]) -> int:
    """Write and send a solution through the front door; its number."""
    draft = begin(browser, organisation)
    fill(browser, draft, **changed)
    return int(send_off(browser, draft).response.request.path.split("/")[-2])


def offered_at_once(app: Flask, people: dict[str, int], title: str, *, by: str = "budi", **facts: Any) -> int:
    """The same without the pages; its number."""
    plain = {
        "title": title, "standfirst": "In short.", "challenge": "A challenge.", "approach": "An approach.",
        "country": "XB", "claims": [{"code": "3.8", "evidence_line": "A survey of 2024."}], "sectors": ["health"],
        "modalities": ["training"], "delivery_languages": ["en"], "who_pays": "shared", "disclosure": "public",
    }  # fmt: skip
    who = Actor(
        people[by], by.title(), frozenset({Held("organisation-editor", "organisation", str(people["institute"]))})
    )
    with app.test_request_context(), writing() as session:
        now = datetime.now(UTC)
        draft = start_draft(session, kind="solution", person_id=people[by], scope=str(people["institute"]), now=now)
        revision = offer(session, draft, SolutionFacts(**{**plain, **facts}), by=who, now=now)
        return revision.solution_id


def edit(browser: Browser, number: int, **changed: dict[str, Any]) -> Page:
    """Change a solution and send it again."""
    draft = browser.submit(
        browser.get("solution_sending.state", number=number), {}, action="/edit"
    ).response.request.path
    for name, answers in changed.items():
        send(browser, draft, name, answers)
    return send_off(browser, draft)


def item_of(app: Flask, number: int, kind: str = "solution") -> int:
    """What waits about it, or waited last."""
    with app.app_context():
        wanted = select(ModerationItem).filter_by(kind=kind, object_id=number).order_by(ModerationItem.id.desc())  # type: ignore[union-attr]
        return db.session.scalars(wanted).first().key  # type: ignore[union-attr]


def answer(
    browser: Browser, item: int, act: str, *, status: int = 200, notes: dict[str, str] | None = None, **typed: Any
) -> Page:
    """Press one of the buttons of the decision."""
    page = browser.get("moderation.show", number=item)
    return browser.submit(page, {"act": act, **typed, **(notes or {})}, action=f"/moderation/{item}", status=status)


def stored(app: Flask, model: Any, number: int) -> Any:
    with app.app_context():
        row = db.session.get_one(model, number)
        db.session.expunge(row)
        return row


def solution(app: Flask, number: int) -> Any:
    return stored(app, Solution, number)


def revisions(app: Flask, number: int) -> list[SolutionRevision]:
    with app.app_context():
        rows = db.session.query(SolutionRevision).filter_by(solution_id=number).order_by(SolutionRevision.number)  # type: ignore[arg-type]
        found = list(rows)
        db.session.expunge_all()
        return found


def decisions(app: Flask) -> list[ModerationDecision]:
    with app.app_context():
        found = list(db.session.query(ModerationDecision).order_by(ModerationDecision.id))  # type: ignore[arg-type]
        db.session.expunge_all()
        return found
