"""Reading the questions about a request."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.country_requests.models import CountryRequest
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
