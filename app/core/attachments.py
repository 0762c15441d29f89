"""Files that belong to records, behind a small store: in the database here, elsewhere if a site needs it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import LargeBinary, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.db import Instant
from app.core.file_types import media_type_of, named_after_its_kind
from app.core.forms import tidy
from app.core.pictures import FORMATS, NoPicture, drawn_anew

LARGEST = 10 * 1024 * 1024  # bytes in one file
MOST = 5  # files at one record
QUOTA = 50 * 1024 * 1024  # bytes that one person may have added
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


class OverQuota(NotAccepted):
    """This person's files together would be more than `QUOTA` bytes."""


class Infected(NotAccepted):
    """The scanner found something."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that was looked at: its bytes as they are kept (pictures are drawn anew), its kind, its clean name."""

    content: bytes
    media_type: str
    file_name: str


class Attachment(SQLModel, table=True):
    __tablename__ = "attachment"
    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(max_length=64, index=True, foreign_key="attachment_content.digest")
    file_name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int
    object_type: str = Field(max_length=60)
    object_id: str = Field(max_length=60, index=True)
    added_by: int | None = Field(default=None, index=True)
    added_at: datetime = Field(sa_type=Instant)
    scanned_at: datetime | None = Field(default=None, sa_type=Instant)  # when a scanner found nothing


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
    content: bytes | Accepted,
    *,
    file_name: str = "",
    object_type: str,
    object_id: object,
    person_id: int | None,
    now: datetime,
    scanned_at: datetime | None = None,
) -> Attachment:
    """Keep a file with a record; raises `NotAccepted`. The same file added twice is there once.

    Give what `accepted` returned: looking at a file takes time, and this stands inside a write.
    """
    file = content if isinstance(content, Accepted) else accepted(content, file_name)
    known = attachments_of(session, object_type, object_id)
    digest = DatabaseStore(session).put(file.content)
    for attachment in known:
        if attachment.digest == digest:
            return attachment
    if len(known) >= MOST:
        raise TooMany
    if person_id is not None and added_by(session, person_id) + len(file.content) > QUOTA:
        raise OverQuota
    attachment = Attachment(
        digest=digest,
        file_name=file.file_name,
        media_type=file.media_type,
        size=len(file.content),
        object_type=object_type,
        object_id=str(object_id),
        added_by=person_id,
        added_at=now,
        scanned_at=scanned_at,
    )
    session.add(attachment)
    session.flush()
    return attachment


def accepted(content: bytes, file_name: str) -> Accepted:
    """The file as it may be kept: extension, first bytes and structure agree. Raises `NotAccepted`."""
    if not content:
        raise EmptyFile
    if len(content) > LARGEST:
        raise TooLarge
    media_type = media_type_of(content)
    name = named_after_its_kind(clean_name(file_name), media_type) if media_type else None
    if media_type is None or name is None:
        raise UnknownType
    if media_type in FORMATS:
        try:
            content = drawn_anew(content, media_type)
        except NoPicture:
            raise UnknownType from None
    return Accepted(content, media_type, name)


def added_by(session: Session, person_id: int) -> int:
    """Bytes of all files that this person has added and that are still kept."""
    total = select(func.coalesce(func.sum(Attachment.size), 0)).where(col(Attachment.added_by) == person_id)
    return int(session.execute(total).scalar_one())


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


def copy_attachments(
    session: Session, *, of: tuple[str, object], to: tuple[str, object], person_id: int, now: datetime
) -> None:
    """Let another record have the same files, added there by this person; their bytes are kept once."""
    for each in attachments_of(session, *of):
        kept = each.model_dump(exclude={"id", "object_type", "object_id", "added_by", "added_at"})
        session.add(Attachment(**kept, object_type=to[0], object_id=str(to[1]), added_by=person_id, added_at=now))
