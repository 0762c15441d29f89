"""Everything that is kept about one person: told to them on request, and forgotten when they go.

Features register what they themselves keep. Telling gives rows by the name of their part, as plain values;
forgetting takes the person out of rows and lets what belongs to an institution stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import delete, inspect, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from app.core.attachments import Attachment, DatabaseStore, attachments_of, detach
from app.core.audit import AuditEvent, acts_about, erase_text
from app.core.drafts import Draft
from app.core.idempotency import IdempotencyKey
from app.core.mail import Mail, MailState
from app.core.permissions import Actor

EXTENSION = "crux_personal"
DRAFT_FILES = "draft"  # under this name files stand with a draft
Parts = dict[str, list[dict[str, Any]]]
Tell = Callable[[Session, int], Parts]
Forget = Callable[..., None]  # (session, person_id, *, now)
LEFT_ALONE = (MailState.SENT, MailState.FAILED, MailState.CANCELLED, MailState.HANDING, MailState.UNCERTAIN)


def register_personal(app: Flask, tell: Tell, forget: Forget) -> None:
    """Let a feature say what it keeps about a person, and forget it."""
    app.extensions.setdefault(EXTENSION, []).append((tell, forget))


def told(session: Session, person_id: int) -> Parts:
    """All parts, those of the lowest feature first."""
    parts = _tell_of_core(session, person_id)
    for tell, _forget in current_app.extensions.get(EXTENSION, []):
        parts |= tell(session, person_id)
    return parts


def files_of(session: Session, person_id: int) -> Iterable[tuple[str, bytes]]:
    """(name, content) of the files that the person added, and of the mails that the site still has."""
    own = select(Attachment).where(col(Attachment.added_by) == person_id).order_by(col(Attachment.id))
    for row in session.scalars(own):
        yield f"files/{row.id}-{row.file_name}", DatabaseStore(session).get(row.digest)
    for mail in session.scalars(select(Mail).where(col(Mail.person_id) == person_id).order_by(col(Mail.id))):
        if mail.content:
            yield f"mails/{mail.id}.eml", mail.content


def forget(session: Session, person_id: int, *, email: str, by: Actor, now: datetime) -> None:
    """Take the person out of everything that is kept; what belongs to an institution stays without them."""
    for _tell, forget_in in reversed(current_app.extensions.get(EXTENSION, [])):
        forget_in(session, person_id, now=now)
    _forget_drafts(session, person_id)
    _forget_mails(session, person_id, email)
    session.execute(delete(IdempotencyKey).where(col(IdempotencyKey.person_id) == person_id))
    # The chain holds digests only, so it stays whole without the words.
    erase_text(session, acts_about(session, "person", person_id), by=by, now=now)


def rows_as_told(rows: Iterable[SQLModel], *, without: Iterable[str] = ()) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json", exclude=set(without)) for row in rows]


def rows_naming(session: Session, model: type[SQLModel], person_id: int) -> list[dict[str, Any]]:
    """The rows of a table that point to the person in whatever column."""
    columns = inspect(model).local_table.columns
    pointing = [each for each in columns if any(key.target_fullname == "person.id" for key in each.foreign_keys)]
    return rows_as_told(session.scalars(select(model).where(or_(*(each == person_id for each in pointing)))))


def _tell_of_core(session: Session, person_id: int) -> Parts:
    drafts = session.scalars(select(Draft).where(col(Draft.person_id) == person_id))
    mails = session.scalars(select(Mail).where(col(Mail.person_id) == person_id))
    files = session.scalars(select(Attachment).where(col(Attachment.added_by) == person_id))
    acts = session.scalars(
        select(AuditEvent).where(col(AuditEvent.person_id) == person_id).order_by(col(AuditEvent.id))
    )
    return {
        "drafts": rows_as_told(drafts),
        "mails": rows_as_told(mails, without={"content", "owner", "lease_until", "dedupe_key"}),
        "files": rows_as_told(files),
        "acts": rows_as_told(acts, without={"prev_hash", "hash", "text_digest"}),
    }


def _forget_drafts(session: Session, person_id: int) -> None:
    """Own drafts go with their files; one that colleagues write in becomes the first colleague's."""
    for draft in session.scalars(select(Draft).where(col(Draft.person_id) == person_id)).all():
        if draft.shared_with:
            draft.person_id, draft.shared_with = draft.shared_with[0], draft.shared_with[1:]
            continue
        for file in attachments_of(session, DRAFT_FILES, draft.id):
            detach(session, file)
        session.delete(draft)
    for draft in session.scalars(select(Draft)).all():
        if person_id in draft.shared_with:
            draft.shared_with = [each for each in draft.shared_with if each != person_id]


def _forget_mails(session: Session, person_id: int, email: str) -> None:
    """What has not left is cancelled; of what has, only that it has stays."""
    theirs = or_(col(Mail.person_id) == person_id, col(Mail.to_address) == email)
    waiting = (theirs, col(Mail.state).not_in(LEFT_ALONE))
    session.execute(update(Mail).where(*waiting).values(state=MailState.CANCELLED, owner=None, lease_until=None))
    done = (theirs, col(Mail.state) != MailState.HANDING)
    session.execute(update(Mail).where(*done).values(to_address="", subject="", content=b"", last_reply=""))
