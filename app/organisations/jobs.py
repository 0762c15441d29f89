"""What the worker does every hour: ask the owners of records that are due, ask again, and let the unanswered sink."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.core.mail import post
from app.core.records import Standing
from app.organisations import messages
from app.organisations.review_kinds import reviewed_kinds
from app.organisations.reviews import move_on, owners_asked


def review_records(session: Session, *, now: datetime) -> None:
    """Invented records are asked about in a demonstration only; documented ones have no owner to ask."""
    standings = [str(Standing.CONFIRMED), *([str(Standing.EXAMPLE)] if current_app.config["DEMO"] else [])]
    for kind in reviewed_kinds().values():
        for review in move_on(session, kind, standings, now=now):
            row = session.get_one(kind.model, review.record_id)
            for person in owners_asked(session, kind, review.record_id, on=now.date()):
                post(session, messages.still_true(person, review, row, kind), now=now)
