"""Reading the questions about a request."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.permissions import Actor
from app.country_requests.models import SEEKING, CountryRequest
from app.country_requests.selection import of_own_people
from app.questions.models import RequestQuestion
from app.questions.permissions import Asked


def questions_about(session: Session, country_request_id: int) -> Sequence[RequestQuestion]:
    """All of them, those that wait last, each part in the order in which they were asked."""
    wanted = select(RequestQuestion).where(col(RequestQuestion.country_request_id) == country_request_id)
    rows = session.scalars(wanted.order_by(col(RequestQuestion.id)))
    return sorted(rows, key=lambda row: row.answered_at is None)


def asked(session: Session, country_request_id: int, question_id: int) -> Asked | None:
    row = session.get(RequestQuestion, question_id)
    if row is None or row.country_request_id != country_request_id:
        return None
    return Asked(row, session.get_one(CountryRequest, country_request_id))


def unanswered(session: Session, actor: Actor) -> Sequence[Asked]:
    """What waits about requests of the actor's people that seek a partner, in the order in which it was asked."""
    wanted = (
        select(RequestQuestion, CountryRequest)
        .join(CountryRequest, col(CountryRequest.id) == col(RequestQuestion.country_request_id))
        .where(
            of_own_people(actor), col(CountryRequest.status).in_(SEEKING), col(RequestQuestion.answered_at).is_(None)
        )
        .order_by(col(RequestQuestion.id))
    )
    return [Asked(question, request) for question, request in session.execute(wanted)]
