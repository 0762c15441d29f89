"""Solutions as records whose owners are asked once a year."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.organisations.review_kinds import ReviewedKind
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from app.solutions.search import KIND
from app.solutions.views import solution_url


def _owners(session: Session, solution_id: int) -> Collection[int]:
    owned = (col(SolutionOrganisation.solution_id) == solution_id, col(SolutionOrganisation.role) == "owner")
    return session.scalars(select(col(SolutionOrganisation.organisation_id)).where(*owned)).all()


def _owned(session: Session, organisation_ids: Collection[int]) -> Collection[int]:
    theirs = (
        col(SolutionOrganisation.organisation_id).in_(organisation_ids),
        col(SolutionOrganisation.role) == "owner",
    )
    return session.scalars(select(col(SolutionOrganisation.solution_id)).where(*theirs)).all()


REVIEWED = ReviewedKind(
    KIND, Solution, "title", SolutionStatus.PUBLISHED, SolutionStatus.WITHDRAWN, solution_url, _owners, _owned
)
