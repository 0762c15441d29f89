"""One's own account: name, language, weekly mail, appointments, and the browsers that are signed in."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlmodel import col

from app.accounts import service
from app.accounts.devices import device_words
from app.accounts.forms import AccountForm
from app.accounts.models import Person, SignInSession
from app.accounts.roles import roles_in_words
from app.accounts.sessions import row_id
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor, may, require
from app.core.zones import zone_named

bp = Blueprint("accounts", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.route("", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    person = own_person()
    form = AccountForm(obj=person, languages=current_app.config["LANGUAGES"])
    if form.validate_on_submit():
        with writing() as database:
            service.edit_account(
                database,
                person_id=actor().person_id or 0,
                name=str(form.name.data),
                locale=str(form.locale.data),
                zone=str(form.zone.data),
                now=utc_now(),
            )
        flash(_("Your account is saved."))
        return redirect(url_for(".show"))
    held = service.appointments_of(db.session, person.id or 0, utc_now().date())
    page = render_template(
        "accounts/show.html",
        form=form,
        person=person,
        roles=roles_in_words(held),
        appoints=may(actor(), "appointment.see"),
    )
    return page, form.status


@bp.get("/sessions")
def sessions() -> ResponseReturnValue:
    own = select(SignInSession).where(col(SignInSession.person_id) == actor().person_id)
    rows = db.session.scalars(own.order_by(col(SignInSession.seen_at).desc())).all()
    return render_template(
        "accounts/sessions.html",
        rows=rows,
        this_session=this_session(),
        device_words=device_words,
        zone=zone_named(own_person().zone),
    )


@bp.post("/sessions/<session_id>/end")
def end_session(session_id: str) -> ResponseReturnValue:
    require("session.end", db.session.get(SignInSession, session_id))
    with writing() as database:
        service.end_session(database, database.get_one(SignInSession, session_id))
    flash(_("That browser is signed out."))
    return redirect(url_for(".sessions"))


@bp.post("/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    keep = this_session()
    with writing() as database:
        service.end_other_sessions(database, actor().person_id or 0, keep=keep)
    flash(_("All other browsers are signed out."))
    return redirect(url_for(".sessions"))


def this_session() -> str:
    return row_id(getattr(session, "key", None) or "")


def own_person() -> Person:
    return db.session.get(Person, actor().person_id) or abort(404)
