"""Mails that wait when their reader's address changes: they leave for the new one, otherwise as they were written."""

from __future__ import annotations

from email import message_from_bytes
from email.headerregistry import Address
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.mail import MAIL_POLICY, Mail, MailState

WAITING = (MailState.RENDERED, MailState.RETRY_AT, MailState.HELD)


def readdress(session: Session, person_id: int, former: str, present: str, *, left: str) -> None:
    """All but those of the kind `left`, which speak of the address they are sent to."""
    waiting = (
        col(Mail.person_id) == person_id,
        col(Mail.to_address) == former,
        col(Mail.state).in_(WAITING),
        col(Mail.kind) != left,
    )
    for mail in session.scalars(select(Mail).where(*waiting).with_for_update()):
        mail.to_address = present
        mail.content = _to(present, mail.content)
        if mail.state == MailState.HELD:  # that the former address refused it says nothing of this one
            mail.state, mail.owner, mail.last_reply = MailState.RENDERED, None, ""


def _to(address: str, content: bytes) -> bytes:
    mail: Any = message_from_bytes(content, policy=MAIL_POLICY)
    name = next((each.display_name for each in mail["To"].addresses), "")
    mail.replace_header("To", Address(name, addr_spec=address) if address.isascii() else Address(name))
    return bytes(mail.as_bytes())
