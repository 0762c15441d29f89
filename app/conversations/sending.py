"""One message however often its form is sent, within the limits of whoever sends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.db import writing
from app.core.idempotency import earlier_result, keep_result
from app.core.permissions import Actor


def once(key: str, content: object, write: Callable[[Session], str], *, by: Actor, now: datetime) -> str:
    """What `write` led to, now or when the same form was sent before. Raises `OtherContent`, or what `write` raises."""
    person_id = by.person_id or 0
    with writing() as session:
        result = earlier_result(session, person_id=person_id, key=key, content=content, now=now)
        if result is None:
            result = write(session)
            keep_result(session, person_id=person_id, key=key, result=result)
    return result
