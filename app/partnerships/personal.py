"""What partnerships keep about a person: the offers they sent for their institution."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.personal import Parts, rows_naming
from app.partnerships.models import Offer


def tell(session: Session, person_id: int) -> Parts:
    return {"offers": rows_naming(session, Offer, person_id)}


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """An offer is the institution's and stays."""
