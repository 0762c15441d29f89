"""Pages of moderators: the queue, one thing side by side, claiming, deciding, undoing. Others never see them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.mail import post
from app.core.permissions import actor, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.moderation import messages, service
from app.moderation.desk import buttons_of, fields_of, item_page
from app.moderation.forms import DecisionForm, decision_form
from app.moderation.models import Decision, ModerationDecision, ModerationItem
from app.moderation.queue import Queue, url_of
from app.moderation.registry import kinds
from app.moderation.selection import last_decision_by, setting_of
from app.moderation.timing import UNDO_WITHIN
from app.moderation.words import done_in_words

bp = Blueprint("moderation", __name__, template_folder="templates")
ITEM = f"/<int(max={LARGEST_ID}):number>"
bp.before_request(sign_in_first)


@bp.get("", strict_slashes=False)
def index() -> ResponseReturnValue:
    require("moderation.see")
    last = last_decision_by(db.session, actor().person_id)
    undoable = last if last is not None and may(actor(), "moderation.undo", last) else None
    return render_template(
        "moderation/index.html",
        queue=Queue.from_request(db.session, actor(), now=utc_now()),
        last=undoable,
        last_item=db.session.get_one(ModerationItem, undoable.item_id) if undoable else None,
        undo_until=undoable.decided_at + UNDO_WITHIN if undoable else None,
        done_in_words=done_in_words,
        keys=setting_of(db.session, actor().person_id).keys,
    )


@bp.get(ITEM)
def show(number: int) -> ResponseReturnValue:
    item = _item(number)
    if kinds()[item.kind].place is not None:
        return redirect(url_of(item))
    return item_page(db.session, item, decision_form(fields_of(db.session, item)))


@bp.post(ITEM)
def decide(number: int) -> ResponseReturnValue:
    """Do what the button says; what was typed stays where somebody else came first."""
    item = _item(number)
    if kinds()[item.kind].place is not None:
        abort(404)
    form = decision_form(fields_of(db.session, item))
    require("moderation.decide", item, hide=False)
    decision = form.decision
    known = {each.decision for each in buttons_of(item)}
    if not form.validate_on_submit() or decision is None or decision not in known:
        return item_page(db.session, item, form), 422
    try:
        with writing() as session:
            item = session.get_one(ModerationItem, number, with_for_update=True, populate_existing=True)
            _decide(item, form, decision)
    except (Outdated, service.Held):
        return _meanwhile(number, form), 409
    flash(done_in_words(item.kind, decision))  # no title: it may be of another language than the page
    return redirect(url_for(".index"), 303)


def _decide(item: ModerationItem, form: DecisionForm, decision: Decision) -> None:
    session, now = db.session, utc_now()
    ruling = form.ruling(decision, by=actor(), now=now)
    done = service.decide(session, item, ruling, version=form.version.data or 0, request_id=g.get("request_id", ""))
    for message in messages.decided(session, item, done):
        post(session, message, now=now)


def _meanwhile(number: int, form: DecisionForm) -> str:
    """What stands there now beside what was typed."""
    form.form_errors.append(_("Somebody else was here meanwhile. Look again, then decide."))
    return item_page(db.session, _item(number), form)


@bp.post(ITEM + "/claim")
def claim(number: int) -> ResponseReturnValue:
    item = _item(number)
    if may(actor(), "moderation.decide", item):
        try:
            with writing() as session:
                item = session.get_one(ModerationItem, number, with_for_update=True, populate_existing=True)
                service.claim(session, item, by=actor(), now=utc_now())
        except (service.Held, Outdated):
            pass  # the page says who holds it, or what was decided
    return redirect(url_for(".show", number=number), 303)


@bp.post(ITEM + "/release")
def release(number: int) -> ResponseReturnValue:
    _item(number)
    with writing() as session:
        item = session.get_one(ModerationItem, number, with_for_update=True, populate_existing=True)
        service.release(session, item, by=actor())
    return redirect(url_for(".index"), 303)


@bp.post(f"/undo/<int(max={LARGEST_ID}):number>")
def undo(number: int) -> ResponseReturnValue:
    """Take one's own last decision back: the thing waits again."""
    decision = db.session.get(ModerationDecision, number) or abort(404)
    if decision.decided_by != actor().person_id:
        abort(404)
    require("moderation.see")
    try:
        with writing() as session:
            decision = session.get_one(ModerationDecision, number, with_for_update=True, populate_existing=True)
            item = _undo(decision)
    except service.NotUndoable:
        flash(_("This can no longer be taken back."), "error")
        return redirect(url_for(".index"), 303)
    flash(_("In review"))
    return redirect(url_for(".show", number=item.key), 303)


def _undo(decision: ModerationDecision) -> Any:
    session, now = db.session, utc_now()
    item = service.undo(session, decision, by=actor(), now=now, request_id=g.get("request_id", ""))
    for message in messages.taken_back(session, item, decision):
        post(session, message, now=now)
    return item


def _item(number: int) -> ModerationItem:
    require("moderation.see")
    item = db.session.get(ModerationItem, number) or abort(404)
    return item if item.kind in kinds() else abort(404)
