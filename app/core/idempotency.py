"""One act however often its form is sent: each check-answers page carries a key.

The first sending stores the result under (person, key); a second with the same content gets the same
result, one with other content under the same key is refused (`OtherContent`).
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Field, SQLModel

from app.core.db import Instant

KEPT_FOR = timedelta(hours=24)


class OtherContent(Exception):
    """This key was used for something else."""


class IdempotencyKey(SQLModel, table=True):
    __tablename__ = "idempotency_key"
    person_id: int = Field(primary_key=True)
    key: str = Field(primary_key=True, max_length=64)
    content_hash: str = Field(max_length=64)
    result: str = Field(max_length=200)
    created_at: datetime = Field(sa_type=Instant, index=True)


def earlier_result(session: Any, *, person_id: int, key: str, content: object) -> str | None:
    """What the same act led to before, or None when it is new."""
    row = session.get(IdempotencyKey, (person_id, key))
    if row is None:
        return None
    if row.content_hash != content_hash(content):
        raise OtherContent
    return str(row.result)


def keep_result(session: Any, *, person_id: int, key: str, content: object, result: str, now: datetime) -> None:
    digest = content_hash(content)
    session.add(
        IdempotencyKey(person_id=person_id, key=key, content_hash=digest, result=result, created_at=now)
    )


def content_hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
