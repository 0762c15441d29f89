"""What solutions keep about a person: the texts that they sent for their institution."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.personal import Parts, rows_naming
from app.solutions.models import SolutionRevision


def tell(session: Session, person_id: int) -> Parts:
    return {"solution_revisions": rows_naming(session, SolutionRevision, person_id)}


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """A text that was sent is the institution's and stays."""
