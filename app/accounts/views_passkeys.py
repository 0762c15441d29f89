"""Passkeys of an account: add one, remove one. The page of the second factor lists them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import passkeys, second_factor
from app.accounts.devices import device_words
from app.accounts.forms_passkey import NewPasskeyForm
from app.accounts.front_door import onward
from app.accounts.mails import tell_passkey
from app.accounts.models import Passkey, Person
from app.accounts.passkey_step import new_challenge, take_challenge, this_site
from app.accounts.proof import codes, prove
from app.accounts.second_factor import Shown
from app.accounts.service import end_other_sessions
from app.accounts.views import own_person, this_session
from app.accounts.views_second_factor import password_first
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor
from app.core.slugs import LARGEST_ID

bp = Blueprint("passkeys", __name__, template_folder="templates")
bp.before_request(sign_in_first)
bp.before_request(password_first)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The browser makes it on a device; what comes back must answer this session's challenge."""
    person, form = own_person(), NewPasskeyForm()
    if form.validate_on_submit():
        done = _add(person, form)
        if done is not None:
            return done
        form.say_not_added()
    if not form.is_submitted():
        form.name.data = device_words(request.user_agent.string)
    known = passkeys.passkeys_of(db.session, person.id or 0)
    asked = this_site().asks_for_new(person, known, new_challenge())
    return render_template("accounts/passkey_new.html", form=form, asked=asked, onward=onward()), form.status


def _add(person: Person, form: NewPasskeyForm) -> ResponseReturnValue | None:
    """None when it was not added. The first second factor of an account brings recovery codes, and signs others out."""
    challenge = take_challenge()
    made = this_site().new_one(str(form.credential.data), challenge) if challenge else None
    if made is None:
        return None
    number, keep, now, plain = person.id or 0, this_session(), utc_now(), []
    with writing() as session:
        is_first = not second_factor.is_on(session, number)
        row = passkeys.add(session, number, made, name=str(form.name.data), by=actor(), now=now)
        if row is None:
            return None
        if is_first:
            plain = second_factor.renew_recovery_codes(session, number, codes=codes(), by=actor(), now=now)
            end_other_sessions(session, number, keep=keep)
        tell_passkey(session, session.get_one(Person, number), row.name, is_added=True, now=now)
    prove(number, Shown.PASSKEY)
    if plain:
        return render_template("accounts/recovery_codes.html", codes=plain, onward=onward())
    flash(_("The passkey is added."))
    return redirect(onward() or url_for("second_factor.show"))


@bp.post(f"/<int(max={LARGEST_ID}):passkey_id>/remove")
def remove(passkey_id: int) -> ResponseReturnValue:
    """Not the last of a second factor: that is turned off, with the password."""
    now, number = utc_now(), actor().person_id or 0
    with writing() as session:
        row = session.get(Passkey, passkey_id)
        if row is None or row.person_id != number or passkeys.is_last_factor(session, number):
            abort(404)
        passkeys.remove(session, row, by=actor(), now=now)
        tell_passkey(session, session.get_one(Person, number), row.name, is_added=False, now=now)
    flash(_("The passkey is removed."))
    return redirect(url_for("second_factor.show"))
