"""Links in digest mails: stop them, read one in the browser. Both are signed and need no account."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from app.accounts.models import Subscriber
from app.core.audit import record_act
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.core.mailbox import mail_document
from app.core.permissions import VISITOR
from app.digest import service
from app.digest.models import DigestMail
from app.digest.tokens import LinkExpired, digest_mail_behind, subscriber_behind

bp = Blueprint("digest", __name__, template_folder="templates")


@bp.get("/stop/<token>")
def stop(token: str) -> str:
    """Only asks: programs that follow every link of a mail must not unsubscribe anybody."""
    subscriber_id, _since = _subscriber(token)
    return render_template("digest/stop.html", stopped=False, own=_has_account(subscriber_id))


@bp.post("/stop/<token>", endpoint="stop_now")
def stop_now(token: str) -> str:
    """Stops; from the form or by a mail program's one click (RFC 8058). Again, or without the account, is fine."""
    subscriber_id, since = _subscriber(token)
    with writing() as session:
        now = utc_now()
        if service.stop(session, subscriber_id, since=since, now=now):
            record_act(
                session,
                by=VISITOR,
                act="digest.stop",
                object_type="subscriber",
                object_id=subscriber_id,
                now=now,
                request_id=g.request_id,
            )
    return render_template("digest/stop.html", stopped=True, own=_has_account(subscriber_id))


@bp.get("/mail/<token>")
def view(token: str) -> ResponseReturnValue:
    """The mail as it was sent, for whoever holds the link."""
    response: Response = mail_document(_mail(token))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _subscriber(token: str) -> tuple[int, int]:
    try:
        found = subscriber_behind(token)
    except LinkExpired:
        abort(410)
    return found or abort(404)


def _has_account(subscriber_id: int) -> bool:
    row = db.session.get(Subscriber, subscriber_id)
    return row is None or row.person_id is not None


def _mail(token: str) -> Mail:
    try:
        digest = db.session.get(DigestMail, digest_mail_behind(token) or 0)
    except LinkExpired:
        abort(410)
    mail = db.session.get(Mail, digest.mail_id) if digest and digest.mail_id else None
    return mail if mail is not None and mail.content else abort(404)
