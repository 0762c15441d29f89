"""Where a demonstration's mail goes when it has no mail server: `/dev/mailbox`. It does not exist in production."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from flask import Blueprint, Flask, Response, abort, current_app, make_response, render_template
from flask_babel import format_date, format_time
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import col

from app.core.db import db
from app.core.mail import Mail, MailState
from app.core.slugs import LARGEST_ID

bp = Blueprint("mailbox", __name__, url_prefix="/dev/mailbox")

NEWEST = 100
ONE = f"/<int(max={LARGEST_ID}):mail_id>"
# A mail carries its style inline and nothing else: no script, no picture, no address but its links.
MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class MailboxCarrier:
    """Takes every mail: its row is what `/dev/mailbox` shows."""

    def open(self) -> None:
        """There is no line to open."""

    def offer(self, to_address: str) -> None:
        """Everybody has a place here."""

    def hand(self, content: bytes) -> str:
        return "Shown at /dev/mailbox."

    def reset(self) -> None:
        """Nothing is ever refused."""

    def drop(self) -> None:
        """There is no line to drop."""

    def close(self) -> None:
        """There is no line to close."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The two parts of a mail as text."""

    text: str
    html: str


def parts_of(content: bytes) -> Parts:
    mail = message_from_bytes(content, policy=default)
    found = {kind: mail.get_body((kind,)) for kind in ("plain", "html")}
    words = {kind: part.get_content().replace("\r\n", "\n") if part else "" for kind, part in found.items()}
    return Parts(words["plain"], words["html"])


def mail_document(mail: Mail) -> Response:
    """The HTML part of a stored mail as a document of its own, with a policy for what mails may hold."""
    return document_of(parts_of(mail.content).html, mail.locale)


def document_of(html: str, language: str) -> Response:
    """The HTML part of a mail, stored or not."""
    response = make_response(html)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.before_request
def _demonstration_only() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


@bp.get("/")
def index() -> str:
    newest = select(Mail).order_by(col(Mail.id).desc()).limit(NEWEST)
    return render_template("mailbox/index.html", mails=db.session.scalars(newest).all(), newest=NEWEST, **WORDS)


@bp.get(ONE)
def show(mail_id: int) -> Response:
    mail = _found(mail_id)
    parts = parts_of(mail.content)
    response = make_response(render_template("mailbox/show.html", mail=mail, parts=parts, **WORDS))
    policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    response.headers["Content-Security-Policy"] = (
        f"{policy}connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
    )
    return response


@bp.get(f"{ONE}/html")
def document(mail_id: int) -> Response:
    return mail_document(_found(mail_id))


def state_name(state: MailState) -> str:
    """A mail's state in the reader's words."""
    names = {
        MailState.RENDERED: _("waiting to be sent"),
        MailState.SENDING: _("being sent"),
        MailState.HANDING: _("being handed over"),
        MailState.SENT: _("sent"),
        MailState.RETRY_AT: _("to be tried again"),
        MailState.FAILED: _("failed"),
        MailState.HELD: _("held: the address does not take mail"),
        MailState.UNCERTAIN: _("uncertain: it may have arrived"),
        MailState.CANCELLED: _("called back"),
    }
    return str(names[state])


def written(moment: datetime) -> str:
    """Day and minute in the reader's words, on the clock of the site."""
    return str(_("%(day)s, %(time)s UTC", day=format_date(moment, "long"), time=format_time(moment, "short")))


WORDS = {"state_name": state_name, "written": written}


def _found(mail_id: int) -> Mail:
    return db.session.get(Mail, mail_id) or abort(404)
