"""Another e-mail address: ask for it, confirm it from the new mailbox, stop it from the old one."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import address
from app.accounts.forms import PlainForm
from app.accounts.forms_address import AddressForm
from app.accounts.limits import ADDRESS_CHANGE, MAILED_LINK
from app.accounts.messages_address import sent
from app.accounts.models import Person
from app.accounts.proof import has_proven
from app.accounts.second_factor import is_on
from app.accounts.sessions import SIGNED_IN
from app.accounts.tokens_address import change_to_confirm, change_to_stop
from app.accounts.views import own_person
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.limits import Exceeded, too_often, within
from app.core.links import LinkExpired
from app.core.mail import post
from app.core.permissions import actor

bp = Blueprint("address", __name__, template_folder="templates")


@bp.route("/address", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """With the password, and the second factor where there is one. The answer is the same for an address in use."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    person = own_person()
    if is_on(db.session, person.id or 0) and not has_proven(person.id or 0):
        return redirect(url_for("second_factor.ask", next=url_for(".ask")))
    form = AddressForm(person=person)
    if not form.validate_on_submit():
        return render_template("accounts/address.html", form=form, person=person), form.status
    try:
        _ask_for(str(form.email.data), person.id or 0)
    except Exceeded as exceeded:
        return too_often(exceeded.limit, exceeded.wait)
    flash(_("We have written to %(email)s: the link in that mail finishes the change.", email=form.email.data))
    return redirect(url_for("accounts.show"))


def _ask_for(email: str, person_id: int) -> None:
    now = utc_now()
    with writing() as database:
        within(database, [(ADDRESS_CHANGE, str(person_id)), (MAILED_LINK, email.casefold())], now=now)
        change = address.ask_for(database, person_id, email, by=actor(), now=now)
        for message in sent(database.get_one(Person, person_id), change, address.holder_of(database, email)):
            post(database, message, now=now)


@bp.route("/address/<token>", methods=["GET", "POST"])
def confirm(token: str) -> ResponseReturnValue:
    """Only where its person is signed in: in a mistyped mailbox the link opens nobody's account."""
    try:
        number = change_to_confirm(token)
    except LinkExpired:
        abort(410)
    if not actor().is_signed_in:
        return ask_to_sign_in()
    change, form = address.to_confirm(db.session, number, actor().person_id) or abort(404), PlainForm()
    if not form.validate_on_submit():
        return render_template("accounts/address_confirm.html", form=form, change=change)
    with writing() as database:
        row = address.to_confirm(database, number, actor().person_id) or abort(404)
        session[SIGNED_IN] = address.confirm(database, row, by=actor(), now=utc_now()).fs_uniquifier
    flash(_("Your e-mail address is changed. Other browsers are signed out."))
    return redirect(url_for("accounts.show"))


@bp.route("/address-stop/<token>", methods=["GET", "POST"])
def stop(token: str) -> ResponseReturnValue:
    """For whoever reads the old mailbox, signed in or not."""
    try:
        number = change_to_stop(token)
    except LinkExpired:
        abort(410)
    change, form = address.to_stop(db.session, number) or abort(404), PlainForm()
    if not form.validate_on_submit():
        return render_template("accounts/address_stop.html", form=form, change=change)
    with writing() as database:
        address.stop(database, address.to_stop(database, number) or abort(404), now=utc_now())
    flash(_("The change is stopped. Set a new password now."))
    return redirect(url_for("security.forgot_password"))
