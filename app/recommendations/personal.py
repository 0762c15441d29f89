"""What matches keep about a person: the answers they gave, what was shown to them, what they decided."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.personal import Parts, rows_as_told, rows_naming
from app.recommendations.models import MatchAnswer, MatchOverride, ShownMatch


def tell(session: Session, person_id: int) -> Parts:
    answers = session.scalars(select(MatchAnswer).where(col(MatchAnswer.person_id) == person_id))
    shown = session.scalars(select(ShownMatch).where(col(ShownMatch.shown_to) == person_id))
    return {
        "answers": rows_as_told(answers),
        "shown_matches": rows_as_told(shown, without={"parts"}),
        "match_overrides": rows_naming(session, MatchOverride, person_id),
    }


def forget(session: Session, person_id: int, **_when: object) -> None:
    """An answer was the country's or the institution's word, and a decision a moderator's: they stay. What was read is
    nobody's business."""
    session.execute(update(ShownMatch).where(col(ShownMatch.shown_to) == person_id).values(shown_to=None))
