"""What was shown and answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.index import record_id
from app.core.permissions import Actor
from app.recommendations.models import MatchAnswer, ShownMatch
from app.recommendations.ranker import name_of_ranker
from app.recommendations.stored import parts_as_rows
from matching import Match

ANSWERS = ("interested", "not-relevant", "in-contact")


def record_shown(
    session: Session, request_id: int, matches: Sequence[Match], *, direction: str, by: Actor, now: datetime
) -> None:
    """Store what this person is being shown; the same list again is not stored again."""
    for match in matches:
        session.add(
            ShownMatch(
                request_id=request_id if direction == "solutions" else record_id(match.key),
                solution_id=record_id(match.key) if direction == "solutions" else request_id,
                direction=direction,
                ranker=name_of_ranker(),
                rank=match.rank,
                score=match.score,
                parts=parts_as_rows(match.parts),
                shown_to=by.person_id,
                shown_at=now,
            )
        )


def shown_before(session: Session, request_id: int, *, person_id: int | None) -> dict[int, tuple[int, float]]:
    """solution → (rank, score) of the newest list this person saw for the request."""
    own = (
        col(ShownMatch.request_id) == request_id,
        col(ShownMatch.shown_to) == person_id,
        col(ShownMatch.direction) == "solutions",
        col(ShownMatch.ranker) == name_of_ranker(),
    )
    at = col(ShownMatch.shown_at)
    newest = select(at).where(*own).order_by(at.desc()).limit(1).scalar_subquery()
    line = select(col(ShownMatch.solution_id), col(ShownMatch.rank), col(ShownMatch.score))
    return {solution_id: (rank, score) for solution_id, rank, score in session.execute(line.where(*own, at == newest))}


def answer_match(
    session: Session,
    *,
    request_id: int,
    solution_id: int,
    answer: str,
    why: str | None,
    match: Match | None,
    by: Actor,
    now: datetime,
) -> None:
    """Keep this person's answer with the features it was given on; a new answer replaces the old one."""
    if answer not in ANSWERS or by.person_id is None:
        raise ValueError(answer)
    row = session.get(MatchAnswer, (request_id, solution_id, by.person_id))
    if row is None:
        row = MatchAnswer(
            request_id=request_id,
            solution_id=solution_id,
            person_id=by.person_id,
            answer=answer,
            ranker=name_of_ranker(),
            answered_at=now,
        )
        session.add(row)
    row.answer, row.why, row.ranker, row.answered_at = answer, why, name_of_ranker(), now
    row.rank = match.rank if match else None
    row.parts = parts_as_rows(match.parts) if match else []


def answers_of(session: Session, request_id: int, person_id: int | None) -> dict[int, str]:
    """solution → this person's answer, for one request."""
    rows = session.scalars(
        select(MatchAnswer).where(col(MatchAnswer.request_id) == request_id, col(MatchAnswer.person_id) == person_id)
    )
    return {row.solution_id: row.answer for row in rows}


def requests_answered(session: Session, solution_id: int, person_id: int | None) -> frozenset[int]:
    """The requests about which this person has answered for one solution."""
    own = (col(MatchAnswer.solution_id) == solution_id, col(MatchAnswer.person_id) == person_id)
    return frozenset(session.scalars(select(col(MatchAnswer.request_id)).where(*own)))
