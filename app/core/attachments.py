"""Files that belong to records, behind a small store: in the database here, elsewhere if a site needs it."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import LargeBinary, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.db import Instant
from app.core.file_types import media_type_of
from app.core.forms import tidy

LARGEST = 10 * 1024 * 1024  # bytes in one file
MOST = 5  # files at one record
LONGEST_NAME = 200


class NotAccepted(ValueError):
    """A file that is not kept."""


class TooLarge(NotAccepted):
    """More than `LARGEST` bytes."""


class EmptyFile(NotAccepted):
    """No bytes at all."""


class UnknownType(NotAccepted):
    """Its bytes are of no accepted kind, whatever its name says."""


class TooMany(NotAccepted):
    """The record has `MOST` files already."""


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

    def drop(self, digest: str) -> None: ...


class DatabaseStore:
    """Bytes beside the rows: one backup holds everything, and any machine can serve them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, content: bytes) -> str:
        if len(content) > LARGEST:
            raise TooLarge
        digest = hashlib.sha256(content).hexdigest()
        insert = postgresql_insert if self._session.get_bind().dialect.name == "postgresql" else sqlite_insert
        row = insert(AttachmentContent).values(digest=digest, content=content)
        self._session.execute(row.on_conflict_do_nothing())
        return digest

    def get(self, digest: str) -> bytes:
        row = self._session.get(AttachmentContent, digest)
        if row is None:
            raise KeyError(digest)
        return row.content

    def drop(self, digest: str) -> None:
        self._session.execute(delete(AttachmentContent).where(col(AttachmentContent.digest) == digest))


def attach(
    session: Session,
    content: bytes,
    *,
    file_name: str,
    object_type: str,
    object_id: object,
    person_id: int | None,
    now: datetime,
) -> Attachment:
    """Keep a file with a record; raises `NotAccepted`. The same file added twice is there once."""
    media_type = _accepted_type(content)
    known = attachments_of(session, object_type, object_id)
    digest = DatabaseStore(session).put(content)
    for attachment in known:
        if attachment.digest == digest:
            return attachment
    if len(known) >= MOST:
        raise TooMany
    attachment = Attachment(
        digest=digest,
        file_name=clean_name(file_name),
        media_type=media_type,
        size=len(content),
        object_type=object_type,
        object_id=str(object_id),
        added_by=person_id,
        added_at=now,
    )
    session.add(attachment)
    session.flush()
    return attachment


def _accepted_type(content: bytes) -> str:
    if not content:
        raise EmptyFile
    if len(content) > LARGEST:
        raise TooLarge
    media_type = media_type_of(content)
    if media_type is None:
        raise UnknownType
    return media_type


def clean_name(file_name: str) -> str:
    """The name without its folders, control marks and excess; its end, which tells the kind, stays."""
    name = str(tidy(file_name.replace("\\", "/").rpartition("/")[2])).replace("\n", " ").replace('"', "'")
    return name[-LONGEST_NAME:].strip(". ") or "file"


def attachments_of(session: Session, object_type: str, object_id: object) -> Sequence[Attachment]:
    """The files of a record, in the order in which they were added."""
    wanted = select(Attachment).where(
        col(Attachment.object_type) == object_type, col(Attachment.object_id) == str(object_id)
    )
    return session.scalars(wanted.order_by(col(Attachment.id))).all()


def detach(session: Session, attachment: Attachment) -> None:
    """Remove a file from its record, and its bytes when nothing else has them."""
    digest = attachment.digest
    session.delete(attachment)
    session.flush()
    others = select(func.count()).select_from(Attachment).where(col(Attachment.digest) == digest)
    if not session.execute(others).scalar_one():
        DatabaseStore(session).drop(digest)


def move_attachments(session: Session, *, of: tuple[str, object], to: tuple[str, object]) -> None:
    """Give the files of one record to another: of a draft to what it became."""
    its_files = (col(Attachment.object_type) == of[0], col(Attachment.object_id) == str(of[1]))
    session.execute(update(Attachment).where(*its_files).values(object_type=to[0], object_id=str(to[1])))
