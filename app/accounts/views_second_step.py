"""The second half of signing in: a code from the app, or a passkey, after the password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import second_factor
from app.accounts.forms import CodeForm
from app.accounts.forms_passkey import PasskeyForm
from app.accounts.front_door import onward
from app.accounts.mails import tell_recovery_code_used
from app.accounts.models import Person
from app.accounts.passkey_step import asked_of, is_shown
from app.accounts.proof import codes, let_in, waiting_person
from app.accounts.second_factor import Shown
from app.core.db import db, utc_now, writing

bp = Blueprint("second_step", __name__, template_folder="templates")


@bp.route("/code", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    person = waiting_person()
    if person is None:
        return _too_late()
    form = CodeForm()
    if form.validate_on_submit():
        shown = look_at(person, str(form.code.data))
        if shown.is_proof:
            return _in(person, shown)
        say_what_is_wrong(form)
    return step_page(person, form, PasskeyForm(formdata=None), signing_in=True)


@bp.post("/passkey")
def passkey() -> ResponseReturnValue:
    person, form = waiting_person(), PasskeyForm()
    if person is None:
        return _too_late()
    if form.validate_on_submit() and is_shown(person, str(form.credential.data)):
        return _in(person, Shown.PASSKEY)
    form.say_not_recognised()
    return step_page(person, CodeForm(formdata=None), form, signing_in=True)


def step_page(person: Person, form: CodeForm, shown_passkey: PasskeyForm, *, signing_in: bool) -> ResponseReturnValue:
    """Both ways to show the second factor; the passkey's is opened by the script of the page."""
    has_app = second_factor.second_factor_of(db.session, person.id or 0) is not None
    if not has_app:
        form.code.label.text = _("Recovery code")
    page = render_template(
        "accounts/second_step.html",
        form=form,
        shown_passkey=shown_passkey,
        onward=onward(),
        asked=asked_of(person),
        has_app=has_app,
        signing_in=signing_in,
    )
    return page, 422 if form.errors or shown_passkey.errors else 200


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


def _in(person: Person, shown: Shown) -> ResponseReturnValue:
    let_in(db.session.get_one(Person, person.id), shown)
    return redirect(onward() or url_for("accounts.show"))


def _too_late() -> ResponseReturnValue:
    flash(_("Sign in again: the code came too late."), "error")
    return redirect(url_for("security.login", next=onward() or None))
