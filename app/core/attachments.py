"""Files that belong to records, behind a small store: in the database here, elsewhere if a site needs it."""

import hashlib
from datetime import datetime
from typing import Protocol

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from app.core.db import Instant

LARGEST = 10 * 1024 * 1024


class Attachment(SQLModel, table=True):
    __tablename__ = "attachment"
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64, index=True, foreign_key="attachment_content.digest")
    file_name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int
    object_type: str = Field(max_length=60)
    object_id: str = Field(max_length=60, index=True)
    added_by: int | None = None
    added_at: datetime = Field(sa_type=Instant)


class AttachmentContent(SQLModel, table=True):
    """The bytes, once for each content."""

    __tablename__ = "attachment_content"
    digest: str = Field(primary_key=True, max_length=64)
    content: bytes = Field(sa_type=LargeBinary)


class Store(Protocol):
    """Where the bytes live. `put` gives the digest by which `get` finds them; `get` raises KeyError."""

    def put(self, content: bytes) -> str: ...

    def get(self, digest: str) -> bytes: ...


class DatabaseStore:
    """Bytes beside the rows: one backup holds everything, and any machine can serve them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, content: bytes) -> str:
        if len(content) > LARGEST:
            raise ValueError(f"A file may have at most {LARGEST} bytes.")
        digest = hashlib.sha256(content).hexdigest()
        if self._session.get(AttachmentContent, digest) is None:
            self._session.add(AttachmentContent(digest=digest, content=content))
            self._session.flush()
        return digest

    def get(self, digest: str) -> bytes:
        row = self._session.get(AttachmentContent, digest)
        if row is None:
            raise KeyError(digest)
        return row.content
