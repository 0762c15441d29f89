"""The link in the sender's mail: it shows what was entered; a button says whether that is right. No sign-in."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.db import db, utc_now, writing
from app.core.links import LinkExpired, value_behind
from app.on_behalf.forms import AnswerForm
from app.on_behalf.messages import ENTERED
from app.on_behalf.models import OnBehalf, SenderAnswer
from app.on_behalf.registry import EnteredRecord, kinds
from app.on_behalf.service import answer

bp = Blueprint("on_behalf", __name__, template_folder="templates")
VALID_FOR = timedelta(days=90)


@bp.route("/<token>", methods=["GET", "POST"])
def show(token: str) -> ResponseReturnValue:
    entry, record = _behind(token)
    form = AnswerForm()
    if form.validate_on_submit():
        with writing() as session:
            entry, record = _behind(token)  # it may be over since it was read
            answer(session, entry.key, SenderAnswer(form.answer.data), form.words.data or "", now=utc_now())
        return redirect(url_for(".show", token=token), 303)
    return render_template("on_behalf/answer.html", entry=entry, record=record, form=form), form.status


def _behind(token: str) -> tuple[OnBehalf, EnteredRecord]:
    """What the link was sent for; over once others have changed or closed it: their words are not its reader's."""
    try:
        number = value_behind(ENTERED, token, valid_for=VALID_FOR)
    except LinkExpired:
        abort(410)
    entry = db.session.get(OnBehalf, number) if isinstance(number, int) else None
    if entry is None:
        abort(404)
    kind = kinds().get(entry.kind)
    record = kind.read(db.session, entry.object_id) if kind and entry.object_id is not None else None
    return (entry, record) if record is not None and record.stands else abort(410)
