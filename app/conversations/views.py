"""Pages of conversations: all of one's own, writing a first message, reading and answering, closing, reporting."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.holders import names_of_people
from app.conversations import messages, service
from app.conversations.forms import STATUS_WORDS, MessageForm, ReportForm
from app.conversations.models import Conversation, Message
from app.conversations.moderating import report as enter_report
from app.conversations.permissions import side_read_by, sides_read_by
from app.conversations.selection import conversations_of, messages_of
from app.conversations.sending import once
from app.conversations.sides import name_on_page, side_from
from app.conversations.subjects import about, title_of
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.idempotency import OtherContent
from app.core.index import standings_shown
from app.core.mail import post
from app.core.permissions import actor, may, require
from app.core.records import Standing
from app.core.slugs import LARGEST_ID

bp = Blueprint("conversations", __name__, template_folder="templates")
bp.before_request(sign_in_first)
ONE = f"/<int(max={LARGEST_ID}):number>"


@bp.get("", strict_slashes=False)
def index() -> str:
    own = sides_read_by(actor())
    lines = conversations_of(db.session, own) if own else []
    return render_template(
        "conversations/index.html",
        lines=[line for line in lines if _is_shown(line.conversation)],
        own=own,
        status_words=STATUS_WORDS,
        name=lambda side: name_on_page(db.session, side_from(side)),
        title=lambda row: title_of(db.session, row),
    )


@bp.route(ONE, methods=["GET", "POST"])
def show(number: int) -> ResponseReturnValue:
    row, form, clash = _conversation(number), MessageForm(), None
    if request.method == "GET":
        return _page(row, form)
    require("conversation.read", row)
    side = side_read_by(actor(), row) or abort(404)
    require("conversation.write_as", side, hide=False)
    if form.validate():
        try:
            return _answered(row.key, str(side), form)
        except service.IsOver:
            clash = 409
            form.form_errors.append(_("Nothing can be written here any more."))
        except OtherContent:
            clash = 409
            form.form_errors.append(_("It has already sent other answers. To be safe, nothing was sent a second time."))
    return _page(_conversation(number), form, clash)


def _answered(number: int, side: str, form: MessageForm) -> ResponseReturnValue:
    now, words = utc_now(), str(form.words.data)

    def write(session: Any) -> str:
        message = service.reply(session, number, side=side_from(side), words=words, by=actor(), now=now)
        for mail in messages.arrived(session, session.get_one(Conversation, number), message, now=now):
            post(session, mail, now=now)
        return str(number)

    once(str(form.key.data), {"conversation": number, "side": side, "words": words}, write, by=actor(), now=now)
    flash(_("The message is sent."))
    return redirect(url_for(".show", number=number))


@bp.route(f"{ONE}/close", methods=["GET", "POST"])
def close(number: int) -> ResponseReturnValue:
    """A link asks, a button acts."""
    row = _conversation(number)
    require("conversation.read", row)
    if not row.stands:
        return redirect(url_for(".show", number=number))
    side = side_read_by(actor(), row) or abort(404)
    require("conversation.write_as", side, hide=False)
    if request.method == "GET":
        return render_template("conversations/close.html", row=row, title=title_of(db.session, row))
    try:
        with writing() as session:
            service.close(session, number, by=actor(), now=utc_now())
    except service.IsOver:
        return redirect(url_for(".show", number=number))
    flash(_("The conversation is closed."))
    return redirect(url_for(".show", number=number))


@bp.route(f"{ONE}/messages/<int(max={LARGEST_ID}):message_id>/report", methods=["GET", "POST"])
def report(number: int, message_id: int) -> ResponseReturnValue:
    """What the other side wrote, before the moderators: this message alone."""
    row = _conversation(number)
    require("conversation.read", row)
    message, side = db.session.get(Message, message_id), side_read_by(actor(), row)
    if message is None or message.conversation_id != number or message.side == str(side) or message.hidden_at:
        abort(404)
    form = ReportForm()
    if form.validate_on_submit():
        with writing() as session:
            found = session.get_one(Message, message_id, with_for_update=True, populate_existing=True)
            enter_report(session, found, reason=str(form.reason.data), by=actor(), now=utc_now())
        flash(_("The moderators have your message"))
        return redirect(url_for(".show", number=number))
    return render_template("conversations/report.html", row=row, message=message, form=form), form.status


def _page(row: Conversation, form: MessageForm, status: int | None = None) -> ResponseReturnValue:
    """To the two sides everything; to the desk of the opener's country the first message."""
    form.sends_with(secrets.token_urlsafe(18))
    side, written = side_read_by(actor(), row), messages_of(db.session, row.key)
    shown = written if side is not None else written[:1]
    named = about(db.session, row.subject_kind, row.subject_id)
    page = render_template(
        "conversations/show.html",
        row=row,
        messages=shown,
        people=names_of_people(db.session, {message.written_by for message in shown}),
        side=str(side) if side is not None else "",
        name=lambda side: name_on_page(db.session, side_from(side)),
        title=title_of(db.session, row),
        url=named.url if named else "",
        status=str(STATUS_WORDS.get(row.status, "")),
        may_reply=may(actor(), "conversation.reply", row),
        may_close=may(actor(), "conversation.close", row),
        form=form,
    )
    return page, status or form.status


def _conversation(number: int) -> Conversation:
    row = db.session.get(Conversation, number, populate_existing=True)
    if row is None or not _is_shown(row):
        abort(404)
    require("conversation.see", row)
    return row


def _is_shown(row: Conversation) -> bool:
    return not row.example or Standing.EXAMPLE in standings_shown()
