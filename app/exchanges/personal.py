"""What exchanges keep about a person: those they confirmed for their country."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.personal import Parts, rows_naming
from app.exchanges.models import ExchangeConfirmation


def tell(session: Session, person_id: int) -> Parts:
    return {"exchange_confirmations": rows_naming(session, ExchangeConfirmation, person_id)}


def forget(_session: Session, _person_id: int, **_when: object) -> None:
    """A confirmation is the country's word and stays."""
