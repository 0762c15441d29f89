"""Mail as a value and as a row: what to say is decided once, stored as bytes, and handed over by one sender.

A feature makes a `Message`; `post` renders it and stores the row in the same transaction as the act that
caused it. The row's states are those of the two-mark rule (see `app/core/outbox.py`).
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr
from enum import StrEnum
from typing import Any

from css_inline import CSSInliner
from flask import Flask, current_app
from sqlalchemy import Index, LargeBinary, select, update
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.addresses import absolute
from app.core.bidi import FIRST_STRONG, POP
from app.core.db import Instant
from app.core.records import choice_of

STOP_CHECKS = "crux_mail_stop_checks"
BULK_KINDS = "crux_mail_bulk_kinds"
LONGEST_WORD = 60  # of a header: longer ones (addresses of pages) are kept whole, not encoded


class MailState(StrEnum):
    RENDERED = "rendered"
    SENDING = "sending"  # leased by a sender
    HANDING = "handing"  # the first byte of the body may have left: never tried again by itself
    SENT = "sent"
    RETRY_AT = "retry_at"
    FAILED = "failed"
    HELD = "held"
    UNCERTAIN = "uncertain"  # a sender died while handing over
    CANCELLED = "cancelled"


class Mail(SQLModel, table=True):
    __tablename__ = "mail"
    # The next one that is due is found without reading the others, however many wait.
    __table_args__ = (Index("ix_mail_due", "state", "is_bulk", "retry_at"),)
    id: int | None = Field(default=None, primary_key=True)
    dedupe_key: str = Field(max_length=200, unique=True)
    message_id: str = Field(max_length=200, unique=True)
    kind: str = Field(max_length=40)
    is_bulk: bool = False  # goes to thousands at once, and so after those that one person waits for
    person_id: int | None = Field(default=None, index=True)
    to_address: str = Field(max_length=320, index=True)
    locale: str = Field(max_length=12)
    subject: str = Field(max_length=400)
    content: bytes = Field(sa_type=LargeBinary)
    state: MailState = Field(default=MailState.RENDERED, sa_type=choice_of(MailState))
    owner: str | None = Field(default=None, max_length=80)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    handed_at: datetime | None = Field(default=None, sa_type=Instant)
    retry_at: datetime | None = Field(default=None, sa_type=Instant)
    tries: int = 0
    last_reply: str = Field(default="", max_length=500)
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True, slots=True)
class Message:
    """What to say to one address. `dedupe_key` names the occasion: the same occasion is posted once."""

    kind: str
    to: str
    to_name: str
    locale: str
    subject: str
    text: str
    html: str
    dedupe_key: str
    person_id: int | None = None
    headers: dict[str, str] = field(default_factory=dict)


def post(session: Session, message: Message, *, now: datetime) -> Mail:
    """Store `message` for the sender, once: the row of the same occasion is returned if it exists."""
    known = session.scalars(select(Mail).where(Mail.dedupe_key == message.dedupe_key)).first()  # type: ignore[arg-type]
    if known is not None:
        return known
    message_id = _message_id(message.dedupe_key)
    mail = Mail(
        dedupe_key=message.dedupe_key,
        message_id=message_id,
        kind=message.kind,
        is_bulk=message.kind in current_app.extensions.get(BULK_KINDS, ()),
        person_id=message.person_id,
        to_address=message.to,
        locale=message.locale,
        subject=message.subject,
        content=rendered(message, message_id=message_id, now=now),
        created_at=now,
    )
    session.add(mail)
    session.flush()
    return mail


def write_again(mail: Mail, message: Message, *, now: datetime) -> None:
    """A mail that was called back is wanted after all, as `message` says it now; no byte of it has left."""
    mail.content = rendered(message, message_id=mail.message_id, now=now)
    mail.subject, mail.created_at, mail.state = message.subject, now, MailState.RENDERED
    mail.owner, mail.lease_until, mail.retry_at, mail.tries, mail.last_reply = None, None, None, 0, ""


def call_back(session: Session, person_id: int) -> None:
    """This person's mails of those that go to thousands, as far as no byte has left: what they tell holds no more.

    Whoever writes such mails writes them anew where they are still wanted.
    """
    waits = col(Mail.state).in_((MailState.RENDERED, MailState.SENDING, MailState.RETRY_AT))
    theirs = (col(Mail.person_id) == person_id, col(Mail.is_bulk), waits)
    none = {"owner": None, "lease_until": None, "retry_at": None}
    session.execute(update(Mail).where(*theirs).values(state=MailState.CANCELLED, **none))


# (session, mail, now) → is it still wanted? Asked with the mail in hand, before it leaves.
StopCheck = Callable[[Session, Mail, datetime], bool]


def register_stop_check(app: Flask, kind: str, is_wanted: StopCheck) -> None:
    """Let a feature call back its mails of `kind`: one that is no longer wanted is cancelled, not sent."""
    app.extensions.setdefault(STOP_CHECKS, {})[kind] = is_wanted


def register_bulk(app: Flask, kind: str) -> None:
    """Mails of `kind` go to thousands at once, and so after those that one person waits for."""
    app.extensions.setdefault(BULK_KINDS, set()).add(kind)


def absolute_url(endpoint: str, **values: Any) -> str:
    """The address of a page for somebody outside: from CRUX_BASE_URL, never from a request's Host header.

    Pages of a language get `lang` if it is given, else the language in force (`in_language`).
    """
    current_app.inject_url_defaults(endpoint, values)
    return absolute(current_app.url_map.bind("").build(endpoint, values))


def inlined(html: str) -> str:
    """`html` with its style sheet moved into the elements; what depends on the screen (dark) stays in one tag."""
    return str(CSSInliner(load_remote_stylesheets=False, keep_at_rules=True).inline(html))


class _WholeWords(EmailPolicy):
    """Folds headers at spaces and leaves long ASCII words (links) as they are; CRLF as on the wire."""

    def fold_binary(self, name: str, value: str) -> bytes:
        words = str(value).split(" ")
        if str(value).isascii() and max(map(len, words)) > LONGEST_WORD:
            return f"{name}: {f'{self.linesep} '.join(words)}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


MAIL_POLICY = _WholeWords(linesep="\r\n")


def rendered(message: Message, *, message_id: str, now: datetime) -> bytes:
    """The bytes of `message`: both parts, ASCII-safe headers, the same whenever they are made again."""
    mail = EmailMessage(policy=MAIL_POLICY)
    sender, sender_address = parseaddr(current_app.config["MAIL_FROM"])
    mail["From"] = Address(sender, addr_spec=sender_address)
    # An address beyond ASCII is held by the sender; its mail is written all the same.
    to = {"addr_spec": message.to} if message.to.isascii() else {}
    mail["To"] = Address(_one_line(message.to_name), **to)
    mail["Subject"] = _one_line(message.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(message.text, cte="base64")
    mail.add_alternative(message.html, subtype="html", cte="base64")
    # After the parts, which would take Content-… headers for themselves.
    for name, value in {"Content-Language": message.locale, **message.headers}.items():
        mail[name] = value
    boundary = hashlib.sha256(message_id.encode()).hexdigest()[:32]
    mail.set_boundary(boundary)  # fixed, so that a second copy is equal byte for byte
    return mail.as_bytes()


def _one_line(text: str) -> str:
    """Headers carry words that people typed: no line break or control character gets through but isolating marks."""
    return " ".join("".join(char if char.isprintable() or char in FIRST_STRONG + POP else " " for char in text).split())


def _message_id(dedupe_key: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    name = hmac.new(secret, dedupe_key.encode(), hashlib.sha256).hexdigest()[:40]
    domain = parseaddr(current_app.config["MAIL_FROM"])[1].rpartition("@")[2]
    return f"<{name}@{domain}>"
