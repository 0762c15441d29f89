"""What digest tests stand on: subscribers, and a section that offers whatever the test puts into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import Flask
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.db import db, writing
from app.core.mail import Mail
from app.core.mailbox import Parts, parts_of
from app.core.sender import Report
from app.digest.models import DigestItem, DigestMail
from app.digest.selection import Candidate, Reason, Told, Window
from tests.core.mail_ground import Clock, Letterbox, sender_of
from tests.factories import a_subscriber

# A Tuesday: everybody's Monday 07:00 of that week has come, and is not yet three days ago.
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
EARLIER = datetime(2026, 10, 1, tzinfo=UTC)


@dataclass
class Offers:
    """A section of a digest: the same for everybody, or by address."""

    to_all: list[Candidate] = field(default_factory=list)
    to_one: dict[str, list[Candidate]] = field(default_factory=dict)
    windows: list[Window] = field(default_factory=list)

    def __call__(self, _session: Session, subscriber: Subscriber, window: Window) -> list[Candidate]:
        self.windows.append(window)
        return [*self.to_all, *self.to_one.get(subscriber.email, [])]


def a_candidate(
    number: int = 1,
    *,
    score: float = 0.5,
    version: int = 1,
    group: str = "request:7",
    standing: str = "confirmed",
    title: str = "",
    reasons: int = 2,
) -> Candidate:
    return Candidate(
        item=f"{group}/solution:{number}",
        version=version,
        score=score,
        group=group,
        standings=frozenset({standing}),
        tell=lambda: a_telling(
            number, title or f"Rainwater harvesting {number}", reasons, example=standing == "example"
        ),
    )


def a_telling(number: int, title: str, reasons: int, *, example: bool = False) -> Told:
    return Told(
        title=title,
        lang="en",
        dir="ltr",
        label="",
        url=f"http://localhost/en/solutions/{number}",
        facts="Example country B",
        because="It could meet your request “Water for dry lands”.",
        because_url=f"http://localhost/en/requests/7/matches#m{number}",
        because_label="All matches of this request",
        points=72,
        example=example,
        is_public=True,
        reasons=tuple(
            Reason(Markup("Both serve <bdi>6.{}</bdi> & more.").format(n), f"Both serve \u20686.{n}\u2069 & more.")
            for n in range(1, reasons + 1)
        ),
    )


def subscribe(count: int = 1, **changes: object) -> list[int]:
    """That many subscribers, reader1@example.org and so on."""
    with writing() as session:
        rows = [
            a_subscriber(session, **{"email": f"reader{n}@example.org", "created_at": EARLIER, **changes})
            for n in range(1, count + 1)
        ]
        return [int(row.id or 0) for row in rows]


def send_all(app: Flask, clock: Clock | None = None) -> Report:
    with sender_of(app, clock=clock or Clock(NOW)) as sender:
        return sender.run()


def mails() -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).order_by(col(Mail.id))))


def states() -> Counter[str]:
    return Counter(mail.state.value for mail in mails())


def digests() -> list[DigestMail]:
    db.session.rollback()
    return list(db.session.scalars(select(DigestMail).order_by(col(DigestMail.id))))


def items_of(digest: DigestMail) -> list[str]:
    wanted = select(col(DigestItem.item)).where(col(DigestItem.digest_mail_id) == digest.id)
    return list(db.session.scalars(wanted.order_by(col(DigestItem.position))))


def change_subscriber(key: int, **values: object) -> None:
    with writing() as session:
        row = session.get_one(Subscriber, key)
        for name, value in values.items():
            setattr(row, name, value)


def received(letterbox: Letterbox, number: int = 0) -> EmailMessage:
    mail = message_from_bytes(letterbox.taken[number][1], policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def parts_received(letterbox: Letterbox, number: int = 0) -> Parts:
    return parts_of(letterbox.taken[number][1])
