"""The weekly mail in all it may tell of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.db import utc_now
from app.core.drafts import Draft
from app.core.mail import Message
from app.country_requests.models import CountryRequest, RequestStatus
from app.digest.jobs import issue_for
from app.digest.messages import Issue
from app.digest.weeks import week_of
from app.organisations.models import Organisation, Review
from tests.languages.set_aside import STRANGER
from tests.languages.world import World

NEWS, REPLIES, DAYS = ["matches", "searches"], ["replies"], ["deadlines", "reconfirm"]
# What is left out of each mail, since one has no room for all; and what they tell of together, besides matches.
LEFT_OUT = {"amina": ([*REPLIES, *DAYS], [*NEWS, *DAYS], [*NEWS, *REPLIES]), "budi": ([*REPLIES, *DAYS], NEWS)}
TOLD = {
    "amina": {"question", "endorsement", "offer", "partnership", "conversation", "deadline", "draft"},
    "budi": {"deadline", "review"},
}


def weekly_mails(session: Session, world: World, language: str) -> Iterator[Message]:
    """For a focal point and an institution: of matches alone, and of what waits for them; monthly; as previews."""
    _let_days_come_near(session, world, utc_now())
    for name, kinds in TOLD.items():
        issues = [_issue(_reader(session, world.people[name], unwanted, language)) for unwanted in LEFT_OUT[name]]
        assert {item.item.partition(":")[0] for issue in issues for item in issue.items} >= kinds
        yield from (issue.message for issue in issues)
    yield _of_searches(session, language)
    yield _of_searches(session, language, frequency="monthly")
    for unwanted in LEFT_OUT["amina"][:2]:
        yield _issue(_reader(session, world.people["amina"], unwanted, language, frequency="monthly")).message
    yield _issue(_reader(session, world.people["amina"], LEFT_OUT["amina"][1], language), preview=True).message


def _reader(
    session: Session, person: int, unwanted: list[str], language: str, *, frequency: str = "weekly"
) -> Subscriber:
    subscriber = session.scalars(select(Subscriber).where(col(Subscriber.person_id) == person)).one()
    session.expunge(subscriber)
    subscriber.locale, subscriber.id = language, 7_777  # somebody who has been told nothing yet
    subscriber.unwanted, subscriber.frequency = unwanted, frequency
    return subscriber


def _let_days_come_near(session: Session, world: World, now: datetime) -> None:
    """Of three requests, another day each; of a draft and of an institution's record."""
    soon = now.date() + timedelta(days=9)
    for row in session.scalars(select(CountryRequest)):
        row.questions_until = row.deadline = row.start = None
    session.flush()
    for which, day in (("ru", "questions_until"), ("ar", "deadline"), ("fr", "start")):
        row = session.get_one(CountryRequest, world.requests[which])
        row.status = RequestStatus.OPEN
        setattr(row, day, soon)
    session.get_one(CountryRequest, world.requests["fr"]).submitted_by = world.people["amina"]
    session.get_one(Draft, world.drafts["full"]).expires_at = now + timedelta(days=9)
    review = session.get_one(Review, 1)
    session.get_one(Organisation, review.record_id).review_due_on = review.due_on
    session.flush()


def _of_searches(session: Session, language: str, *, frequency: str = "weekly") -> Message:
    """For an address without an account, of what is new in its searches."""
    stranger = session.scalars(select(Subscriber).where(col(Subscriber.email) == STRANGER)).one()
    session.expunge(stranger)
    stranger.locale, stranger.frequency = language, frequency
    return _issue(stranger).message


def _issue(subscriber: Subscriber, *, preview: bool = False) -> Issue:
    issue = issue_for(subscriber, week_of(utc_now()), now=utc_now(), digest_mail_id=77, preview=preview)
    assert issue is not None
    return issue
