"""Pages of appointments, for moderators and administrators: propose, confirm, settle a contest, end."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts import letters, letters_page, messages_letters
from app.accounts.forms_letters import EndForm, LetterDecisionForm, LetterForm
from app.accounts.models import Appointment, Letter, LetterState, Person
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.i18n import current_language
from app.core.mail import post
from app.core.permissions import actor, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID

bp = Blueprint("appointments", __name__, template_folder="templates")
ONE = f"/<int(max={LARGEST_ID}):number>"
bp.before_request(sign_in_first)


@bp.before_request
def for_those_who_appoint() -> None:
    require("appointment.see")


@bp.get("", strict_slashes=False)
def index() -> ResponseReturnValue:
    today = utc_now().date()
    return render_template(
        "accounts/appointments.html",
        waiting=letters_page.open_letters(db.session),
        held=letters_page.held_appointments(db.session, today),
        ended=letters_page.ended_appointments(db.session, today),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """`renews` in the address names the appointment whose answers are kept."""
    require("appointment.propose")
    now = utc_now()
    form = LetterForm(
        session=db.session, language=current_language(), now=now, by=actor().person_id, data=_answers_to_renew()
    )
    if not form.validate_on_submit():
        return render_template("accounts/appointment_new.html", form=form), form.status
    facts = form.facts()
    with writing() as session:
        number = letters.propose(session, facts, by=actor(), now=now).id
    flash(_("The appointment is proposed. A second person confirms it."))
    return redirect(url_for(".show", number=number))


def _answers_to_renew() -> dict[str, Any]:
    row = db.session.get(Appointment, request.args.get("renews", 0, type=int) % (LARGEST_ID + 1))
    person = db.session.get(Person, row.person_id) if row is not None else None
    if row is None or person is None or row.scope_type != letters.COUNTRY:
        return {}
    behind = letters_page.letter_behind(db.session, row.id or 0)
    called = {"called_number": behind.called_number, "listed_at": behind.listed_at} if behind else {}
    return {"email": person.email, "role": row.role, "country": row.scope_id, "office": row.office or "", **called}


@bp.route(ONE, methods=["GET", "POST"])
def show(number: int) -> ResponseReturnValue:
    letter = db.session.get(Letter, number) or abort(404)
    form = LetterDecisionForm()
    if request.method == "GET":
        return _page(letter, form)
    action = "appointment.set_aside" if form.act.data == "set_aside" else "appointment.confirm"
    if letter.state in letters_page.OPEN:
        require(action, letter, hide=False)
    if not form.validate():
        return _page(letter, form)
    try:
        with writing() as session:
            decided = _decide(session, number, form)
            state = decided.state
    except Outdated:
        form.form_errors.append(_("Somebody else decided in the meantime. What they decided stands above your words."))
        return _page(db.session.get_one(Letter, number), form, 409)
    except letters.LastDayIsOver:
        form.form_errors.append(_("The last day of this letter is over. Ask the office for a new one."))
        return _page(db.session.get_one(Letter, number), form, 409)
    except letters.PersonHasLeft:
        form.form_errors.append(_("The person has no account here any more. Set the letter aside."))
        return _page(db.session.get_one(Letter, number), form, 409)
    told = {
        LetterState.IN_FORCE: _("The appointment is in force."),
        LetterState.CONTESTED: _("Another office holds the place: the letter is contested, the earlier one stays."),
        LetterState.SET_ASIDE: _("The letter is set aside."),
    }
    flash(told[state])
    return redirect(url_for(".show", number=number))


def _decide(session: Session, number: int, form: LetterDecisionForm) -> Letter:
    facts: dict[str, Any] = {"by": actor(), "now": utc_now(), "version": form.version.data}
    act, note = str(form.act.data), str(form.note.data or "")
    if act == "confirm":
        letter = letters.confirm(session, number, **facts)
    elif act == "set_aside":
        letter = letters.set_aside(session, number, note=note, **facts)
    else:
        letter = letters.prevail(session, number, this_one=act == "this_one", note=note, **facts)
    if letter.state == LetterState.IN_FORCE:
        post(session, messages_letters.in_force(session, letter), now=facts["now"])
    return letter


def _page(letter: Letter, form: LetterDecisionForm, status: int | None = None) -> ResponseReturnValue:
    form.version.data, form.version.raw_data = letter.version, None
    rivals = letters.rivals_of(db.session, letter, on=utc_now().date()) if letter.state in letters_page.OPEN else []
    others = letters_page.letters_before(db.session, letter)
    page = render_template(
        "accounts/appointment.html",
        line=letters_page.letter_line(db.session, letter),
        letter=letter,
        called_by=letters_page.name_of(db.session, letter.called_by),
        decided_by=letters_page.name_of(db.session, letter.decided_by),
        rivals=[letters_page.appointment_line(db.session, row) for row in rivals],
        earlier=[letters_page.letter_line(db.session, each) for each in others],
        may_confirm=may(actor(), "appointment.confirm", letter),
        may_set_aside=may(actor(), "appointment.set_aside", letter),
        form=form,
    )
    return page, status or form.status


@bp.route("/held" + ONE + "/end", methods=["GET", "POST"])
def end(number: int) -> ResponseReturnValue:
    row = db.session.get(Appointment, number)
    if row is None or row.scope_type != letters.COUNTRY or row.role not in letters.ROLES:
        abort(404)
    form, today, status = EndForm(), utc_now().date(), None
    if row.valid_to is not None and row.valid_to < today:
        flash(_("This appointment has ended."))
        return redirect(url_for(".index"))
    if form.validate_on_submit():
        require("appointment.end", row)
        seen = next((day for day in (row.valid_to,) if form.seen.data == str(day)), today)
        try:
            with writing() as session:
                letters.end(session, number, seen=seen, by=actor(), now=utc_now())
        except Outdated:
            status, row = 409, db.session.get_one(Appointment, number)
            form.form_errors.append(_("This appointment was changed meanwhile. Read it again, then decide."))
        else:
            flash(_("The appointment has ended. The person no longer acts for the country."))
            return redirect(url_for(".index"))
    form.seen.data, form.seen.raw_data = str(row.valid_to), None
    page = render_template(
        "accounts/appointment_end.html", line=letters_page.appointment_line(db.session, row), form=form
    )
    return page, status or form.status
