"""One act however often its form is sent: each check-answers page carries a key.

The first sending claims (person, key) and stores the result under it, in the transaction of the act; a
second with the same content gets the same result, one with other content is refused (`OtherContent`).
Two at the same moment: the second waits at the claim until the first has committed or failed.
"""

import hashlib
import json
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

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


def earlier_result(session: Session, *, person_id: int, key: str, content: object, now: datetime) -> str | None:
    """What the same act led to before; None when it is new, and then the key is claimed for it."""
    forget_keys(session, now=now)
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    digest = content_hash(content)
    values = {"person_id": person_id, "key": key, "content_hash": digest, "result": "", "created_at": now}
    claimed = session.execute(
        insert(IdempotencyKey).values(**values).on_conflict_do_nothing().returning(col(IdempotencyKey.key))
    ).first()
    if claimed is not None:
        return None
    row = session.get_one(IdempotencyKey, (person_id, key))
    if row.content_hash != digest:
        raise OtherContent
    return row.result


def keep_result(session: Session, *, person_id: int, key: str, result: str) -> None:
    """Say what the claimed act led to, in the same write."""
    row = session.get_one(IdempotencyKey, (person_id, key))
    row.result = result
    session.add(row)


def forget_keys(session: Session, *, now: datetime) -> None:
    """Keys serve a day: long enough for a slow line, short enough to keep nothing for nothing."""
    session.execute(delete(IdempotencyKey).where(col(IdempotencyKey.created_at) <= now - KEPT_FOR))


def content_hash(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
