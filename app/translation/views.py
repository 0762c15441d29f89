"""Pages of translators: what there is to do, and one record side by side. For everybody else they do not exist."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.htmx import page_or_fragment
from app.core.permissions import actor, require
from app.core.records import PublishedRecord
from app.core.slugs import LARGEST_ID
from app.translation import acts
from app.translation.desk import REFUSALS, Desk, NotAllowed
from app.translation.desk_page import desk_page, show_refusal
from app.translation.forms import DeskForm, desk_form
from app.translation.machine import drafter, drafts_for, keep_drafts
from app.translation.permissions import languages_of
from app.translation.registry import TranslatableKind, kinds, offered_one
from app.translation.selection import field_states
from app.translation.words import approved_in_words, asked_in_words, drafted_in_words, saved_in_words, sent_in_words
from app.translation.worklist import WorkList

bp = Blueprint("translation", __name__, template_folder="templates")
INTO = "/into/<target>"
ONE = f"{INTO}/<kind>/<int(max={LARGEST_ID}):number>"
bp.before_request(sign_in_first)


@bp.get("", strict_slashes=False)
def index() -> Response:
    languages = languages_of(actor(), current_app.config["LANGUAGES"])
    if not languages:
        abort(404)
    found = WorkList.from_request(db.session, languages)
    return page_or_fragment("translation/index.html", fragment="translation/_listing.html", found=found)


@bp.route(ONE, methods=["GET", "POST"])
def desk(target: str, kind: str, number: int) -> ResponseReturnValue:
    known = kind_or_404(target, kind)
    record = record_or_404(known, number, target)
    states = field_states(db.session, known, record, target)
    form = desk_form(states)
    if form.validate_on_submit():
        done = _act(known, number, target, form)
        if done:
            flash(done)
            return redirect(url_for(".desk", target=target, kind=kind, number=number), 303)
        record = record_or_404(known, number, target)
        states = field_states(db.session, known, record, target)
    return desk_page(known, record, target, states, form), form.status


def _act(kind: TranslatableKind, number: int, target: str, form: DeskForm) -> str:
    """Do what the button says; its words, or nothing where the form now says what is in the way."""
    act, chosen, note = form.act.data, form.review.data or [], form.note.data or ""
    try:
        with writing() as session:
            record = offered_one(session, kind, number, lock=True) or abort(404)
            here = Desk(kind, record, target, actor(), utc_now(), g.get("request_id", ""))
            typed = form.typed(field_states(session, kind, record, target))
            if act == "send":
                return sent_in_words(acts.send(session, here, typed))
            if act == "approve":
                return approved_in_words(acts.approve(session, here, typed, chosen))
            if act == "ask":
                return asked_in_words(acts.ask_for_changes(session, here, typed, chosen, note))
            return saved_in_words(acts.save(session, here, typed))
    except NotAllowed:
        abort(404)
    except REFUSALS as refusal:
        show_refusal(form, refusal, kind=kind, number=number, target=target)
    return ""


@bp.post(ONE + "/draft")
def machine_draft(target: str, kind: str, number: int) -> ResponseReturnValue:
    """Fill what is empty by the site's own drafter, if it has one."""
    known, program = kind_or_404(target, kind), drafter() or abort(404)
    record = record_or_404(known, number, target)
    drafts = drafts_for(program, field_states(db.session, known, record, target), record.source_language, target)
    with writing() as session:
        again = offered_one(session, known, number, lock=True) or abort(404)
        kept = keep_drafts(session, Desk(known, again, target, actor(), utc_now(), g.get("request_id", "")), drafts)
    flash(drafted_in_words(kept))
    return redirect(url_for(".desk", target=target, kind=kind, number=number), 303)


def kind_or_404(target: str, kind: str) -> TranslatableKind:
    """The kind of that name, for somebody who may translate into `target`."""
    language_or_404(target)
    return kinds().get(kind) or abort(404)


def language_or_404(target: str) -> None:
    if target not in current_app.config["LANGUAGES"]:
        abort(404)
    require("translation.write", target)


def record_or_404(kind: TranslatableKind, number: int, target: str) -> PublishedRecord:
    """The record, if everybody may read it and it has words in another language."""
    record = offered_one(db.session, kind, number)
    if record is None or record.source_language == target or not kind.fields_of(record):
        abort(404)
    return record
