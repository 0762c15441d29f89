"""What partnerships keep about a person: offers sent for their institution, and steps in partnerships."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.personal import Parts, rows_naming
from app.partnerships.models import Offer, PartnershipStep, PartnershipWord


def tell(session: Session, person_id: int) -> Parts:
    return {
        "offers": rows_naming(session, Offer, person_id),
        "partnership_steps": rows_naming(session, PartnershipStep, person_id),
        "partnership_words": rows_naming(session, PartnershipWord, person_id),
    }


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """Offers and partnerships are the institution's and the country's, and stay."""
