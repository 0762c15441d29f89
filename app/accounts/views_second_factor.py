"""The second factor of an account: what it is for, setting it up, the recovery codes, turning it off."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import passkeys, second_factor
from app.accounts.forms import CodeForm, ConfirmForm, PlainForm
from app.accounts.forms_passkey import PasskeyForm
from app.accounts.front_door import onward
from app.accounts.mails import tell_second_factor
from app.accounts.models import Person, SecondFactor
from app.accounts.passkey_step import is_shown
from app.accounts.passwords import ALONE
from app.accounts.proof import codes, forget_kept_form, forget_proof, is_fresh, kept_form, prove
from app.accounts.second_factor import Shown, is_needed_by
from app.accounts.service import end_other_sessions
from app.accounts.views import own_person, this_session
from app.accounts.views_second_step import look_at, say_what_is_wrong, step_page
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor

bp = Blueprint("second_factor", __name__, template_folder="templates")
bp.before_request(sign_in_first)
NEW = "new_second_factor"


@bp.get("")
def show() -> ResponseReturnValue:
    """What it is for, and how it stands."""
    return _page(ConfirmForm(formdata=None))


@bp.route("/set-up", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    """Show the secret as a drawing and in letters, and take it when a code shows that the app has it."""
    if (first := password_first()) is not None:
        return first
    person, form = own_person(), CodeForm()
    secret = session.get(NEW) or codes().generate_totp_secret()
    if form.validate_on_submit() and NEW in session:
        candidate = SecondFactor(person_id=person.id or 0, secret=secret, since=utc_now())
        if codes().is_right(str(form.code.data), candidate):
            return _taken(person, candidate)
        form.code.errors = [_("This is not the code that the app shows now: look again, and enter the next one")]
    session[NEW] = secret
    page = render_template(
        "accounts/second_factor_set_up.html",
        form=form,
        drawing=codes().qr_code(person.email, secret),
        key=codes().key_in_groups(secret),
        onward=onward(),
    )
    return page, form.status


def _taken(person: Person, candidate: SecondFactor) -> ResponseReturnValue:
    """From now on it is asked for; other browsers sign in again, this one has shown it."""
    now, keep, number = utc_now(), this_session(), person.id or 0
    with writing() as database:
        plain = second_factor.set_up(
            database,
            number,
            secret=candidate.secret,
            counter=candidate.last_counter,
            codes=codes(),
            by=actor(),
            now=now,
        )
        end_other_sessions(database, number, keep=keep)
        tell_second_factor(database, database.get_one(Person, number), is_on=True, now=now)
    session.pop(NEW, None)
    prove(number, Shown.APP)
    return render_template("accounts/recovery_codes.html", codes=plain, onward=onward())


@bp.post("/recovery-codes")
def recovery_codes() -> ResponseReturnValue:
    """Ten new ones, shown this once."""
    if (first := password_first()) is not None:
        return first
    person = own_person()
    if not second_factor.is_on(db.session, person.id or 0):
        return redirect(url_for(".show"))
    with writing() as database:
        plain = second_factor.renew_recovery_codes(database, person.id or 0, codes=codes(), by=actor(), now=utc_now())
    return render_template("accounts/recovery_codes.html", codes=plain, onward="")


@bp.post("/turn-off")
def turn_off() -> ResponseReturnValue:
    """With the password; not for those whose roles need it, nor with a password too short to stand alone."""
    person, keep, now = own_person(), this_session(), utc_now()
    if not second_factor.is_on(db.session, person.id or 0) or is_needed_by(actor()):
        return redirect(url_for(".show"))
    form = ConfirmForm(person=person)
    if form.validate_on_submit() and len(str(form.password.data)) < ALONE:
        form.password.errors = [_("Change your password first: alone it needs 15 characters or more")]
    if form.errors:
        return _page(form)
    with writing() as database:
        second_factor.turn_off(database, person.id or 0, by=actor(), now=now)
        end_other_sessions(database, person.id or 0, keep=keep)
        tell_second_factor(database, database.get_one(Person, person.id), is_on=False, now=now)
    forget_proof()
    flash(_("The second factor is off."))
    return redirect(url_for(".show"))


@bp.route("/show", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """On the way to an act, in a browser that signed in before the second factor was set up."""
    person, form = own_person(), CodeForm()
    if not second_factor.is_on(db.session, person.id or 0):
        return redirect(url_for(".show", next=onward() or None))
    if form.validate_on_submit():
        shown = look_at(person, str(form.code.data))
        if shown.is_proof:
            return _proven(shown)
        say_what_is_wrong(form)
    return step_page(person, form, PasskeyForm(formdata=None), signing_in=False)


@bp.post("/passkey")
def passkey() -> ResponseReturnValue:
    person, form = own_person(), PasskeyForm()
    if form.validate_on_submit() and is_shown(person, str(form.credential.data)):
        return _proven(Shown.PASSKEY)
    form.say_not_recognised()
    return step_page(person, CodeForm(formdata=None), form, signing_in=False)


def _proven(shown: Shown) -> ResponseReturnValue:
    prove(actor().person_id or 0, shown)
    return redirect(onward() or url_for("accounts.show"))


@bp.get("/go-on")
def go_on() -> ResponseReturnValue:
    """The form that was sent before the factor was shown, with one button to send it."""
    kept = kept_form()
    if kept is None or not actor().has_proven:
        return redirect(url_for("accounts.show"))
    forget_kept_form()
    to, fields = kept
    return render_template("accounts/go_on.html", form=PlainForm(formdata=None), to=to, fields=fields)


def _page(form: ConfirmForm) -> ResponseReturnValue:
    number = actor().person_id or 0
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        row=second_factor.second_factor_of(db.session, number),
        passkeys=passkeys.passkeys_of(db.session, number),
        keeps_last=passkeys.is_last_factor(db.session, number),
        left=second_factor.recovery_codes_left(db.session, number),
        needed=is_needed_by(actor()),
        onward=onward(),
    )
    return page, form.status


def password_first() -> ResponseReturnValue | None:
    """To where the password is given once more, unless it was just now; and back."""
    if is_fresh(own_person()):
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else url_for("second_factor.show")
    return redirect(url_for("security.verify", next=back))
