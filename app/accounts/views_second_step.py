"""The second half of signing in: a code from the app, after the password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import second_factor
from app.accounts.forms import CodeForm
from app.accounts.front_door import is_local
from app.accounts.mails import tell_recovery_code_used
from app.accounts.models import Person
from app.accounts.proof import codes, let_in, waiting_person
from app.accounts.second_factor import Shown
from app.core.db import db, utc_now, writing

bp = Blueprint("second_step", __name__, template_folder="templates")


@bp.route("", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    person, onward = waiting_person(), request.args.get("next", "")
    if person is None:
        flash(_("Sign in again: the code came too late."), "error")
        return redirect(url_for("security.login", next=onward if is_local(onward) else None))
    form = CodeForm()
    if form.validate_on_submit():
        shown = look_at(person, str(form.code.data))
        if shown.is_proof:
            let_in(db.session.get_one(Person, person.id), shown)
            return redirect(onward if is_local(onward) else url_for("accounts.show"))
        say_what_is_wrong(form)
    return render_template("accounts/second_step.html", form=form, signing_in=True), form.status


def look_at(person: Person, typed: str) -> Shown:
    """Take the code, in one short write; a used recovery code is told by mail."""
    number, now = person.id or 0, utc_now()
    with writing() as session:
        shown = second_factor.show(session, number, typed, codes=codes(), now=now)
        if shown == Shown.RECOVERY:
            left = second_factor.recovery_codes_left(session, number)
            tell_recovery_code_used(session, session.get_one(Person, number), left=left, now=now)
    return shown


def say_what_is_wrong(form: CodeForm) -> None:
    form.code.errors = [_("Enter the code that your app shows now, or a recovery code that you have not used")]
