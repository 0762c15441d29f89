"""Becoming one of the demonstration's people with one button. Outside demo mode these pages do not exist."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import login_user, logout_user
from sqlalchemy import select
from sqlmodel import col

from app.accounts.forms import PlainForm
from app.accounts.models import Person
from app.accounts.proof import DEMONSTRATION, prove
from app.accounts.roles import roles_in_words
from app.accounts.service import appointments_of
from app.core.db import db, utc_now
from app.core.i18n import preferred_language
from app.core.slugs import LARGEST_ID

MOST_SHOWN = 50  # `crux demo --people` brings thousands
bp = Blueprint("demo_people", __name__, template_folder="templates")


@bp.before_request
def only_in_the_demonstration() -> None:
    if not current_app.config["DEMO"]:
        abort(404)


@bp.get("")
def index() -> str:
    today = utc_now().date()
    shown = select(Person).where(col(Person.demo).is_(True)).order_by(col(Person.id))
    people = db.session.scalars(shown.limit(MOST_SHOWN)).all()
    rows = [(person, roles_in_words(appointments_of(db.session, person.id or 0, today))) for person in people]
    return render_template("accounts/demo_people.html", people=rows, form=PlainForm())


@bp.post(f"/<int(max={LARGEST_ID}):person_id>")
def become(person_id: int) -> ResponseReturnValue:
    person = db.session.get(Person, person_id)
    if person is None or not person.demo or not PlainForm().validate_on_submit():
        abort(404)
    language = person.locale if person.locale in current_app.config["LANGUAGES"] else preferred_language()
    logout_user()
    login_user(person, authn_via=[DEMONSTRATION])
    prove(person.id or 0, DEMONSTRATION)  # counts in demo mode only (`proof.has_proven`)
    return redirect(url_for("accounts.show", lang=language))
