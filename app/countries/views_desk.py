"""The desk of a country: what waits for its focal point, and the page on which one thing is decided."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.holders import names_of_people
from app.core.clock import time_waited
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.i18n import current_language
from app.core.permissions import actor, is_entitled, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.countries.clearance import decide
from app.countries.forms import ACT_WORDS, DECISION_WORDS, DecisionForm
from app.countries.models import Clearance, Decision
from app.countries.selection import decided_lately, waiting_clearances
from app.countries.subjects import Subject, subject_of
from app.taxonomy import vocabulary
from app.taxonomy.terms import Place

bp = Blueprint("desk", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One clearance as its country's people read it."""

    row: Clearance
    subject: Subject
    url: str
    act: str
    asked_by: str
    decision: str
    waited: str


bp.before_request(sign_in_first)


@bp.get("/<code>/desk")
def show(code: str) -> ResponseReturnValue:
    place = _own(code)
    rows, done = waiting_clearances(db.session, place.code), decided_lately(db.session, place.code)
    names = names_of_people(db.session, {row.asked_by for row in (*rows, *done)})
    return render_template(
        "countries/desk.html",
        country=place.name(current_language()),
        code=place.code,
        waiting=[_in_words(row, names) for row in rows],
        decided=[_in_words(row, names) for row in done],
        may_decide=is_entitled(actor(), "country.clear", place.code),
    )


@bp.route(f"/<code>/desk/<int(max={LARGEST_ID}):number>", methods=["GET", "POST"])
def clearance(code: str, number: int) -> ResponseReturnValue:
    place = _own(code)
    row = db.session.get(Clearance, number)
    if row is None or row.country != place.code:
        abort(404)
    form = DecisionForm()
    if request.method == "GET":
        return _page(place, row, form)
    require("country.clear", place.code, hide=False)
    if not form.validate():
        return _page(place, row, form)
    try:
        with writing() as session:
            decide(session, row, by=actor(), now=utc_now(), **form.facts())
    except Outdated:
        form.form_errors.append(_("Somebody else decided in the meantime. What they decided stands above your words."))
        return _page(place, db.session.get_one(Clearance, number), form, status=409)
    flash(_("It is cleared.") if form.decision.data == Decision.CLEARED else _("It is not cleared."))
    return redirect(url_for(".show", code=code))


def _page(place: Place, row: Clearance, form: DecisionForm, status: int | None = None) -> ResponseReturnValue:
    form.version.data, form.version.raw_data = row.version, None
    page = render_template(
        "countries/clearance.html",
        country=place.name(current_language()),
        code=place.code,
        form=form,
        item=_in_words(row, names_of_people(db.session, {row.asked_by})),
        may_decide=is_entitled(actor(), "country.clear", place.code),
    )
    return page, status or form.status


def _in_words(row: Clearance, names: dict[int | None, str]) -> Waiting:
    subject = subject_of(db.session, row)
    return Waiting(
        row=row,
        subject=subject,
        url=url_for(subject.endpoint, **subject.values) if subject.endpoint else "",
        act=str(ACT_WORDS[row.act]),
        asked_by=names.get(row.asked_by, ""),
        decision=str(DECISION_WORDS[row.decision]) if row.decision else "",
        waited=time_waited(row.asked_at, row.decided_at),
    )


def _own(code: str) -> Place:
    require("country.see_desk", code)
    return vocabulary().places.get(code) or abort(404)
