"""How far an organisation is known: the verifier's five checks, and the moderators' flags."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.countries.clearance import is_state_body
from app.organisations import flags
from app.organisations.models import Organisation, OrganisationFlag
from app.organisations.trust_forms import FLAGS, ChecksForm, FlagForm
from app.organisations.verification import checks_of, record_checks, verified_until
from app.organisations.views import organisation_url

bp = Blueprint("trust", __name__, template_folder="templates")
NUMBER = f"int(max={LARGEST_ID})"
ONE = f"/<{NUMBER}:organisation_id>"
bp.before_request(sign_in_first)


@bp.route(ONE + "/verification", methods=["GET", "POST"])
def verification(organisation_id: int) -> ResponseReturnValue:
    organisation, now = _one(organisation_id, "organisation.verify"), utc_now()
    form = ChecksForm(today=now.date())
    if form.validate_on_submit() and form.valid_until.data:
        with writing() as session:
            until = form.valid_until.data
            record_checks(session, organisation_id, form.answers(), valid_until=until, by=actor(), now=now)
        flash(_("The checks are recorded."))
        return redirect(organisation_url(_one(organisation_id, "organisation.verify")))
    newest = checks_of(db.session, organisation_id)
    return render_template(
        "organisations/verification.html",
        form=form,
        organisation=organisation,
        newest=newest,
        people=_people({row.checked_by for row in newest.values()}),
        until=verified_until(db.session, organisation_id, on=now.date()),
    ), form.status


@bp.get("/flags")
def index() -> str:
    require("organisation.list_flags")
    found = [(flag, db.session.get_one(Organisation, flag.organisation_id)) for flag in flags.flags_of(db.session)]
    return render_template("organisations/flags_list.html", flags=found, words=FLAGS)


@bp.route(ONE + "/flags", methods=["GET", "POST"])
def flag(organisation_id: int) -> ResponseReturnValue:
    organisation = _one(organisation_id, "organisation.flag")
    form = FlagForm()
    if form.validate_on_submit():
        try:
            with writing() as session:
                kind, note = form.kind.data, form.note.data or ""
                flags.raise_flag(session, organisation_id, kind, note, by=actor(), now=utc_now())
        except flags.StateBody:
            form.form_errors.append(_("Flags are for bodies that are not a state's, and of which the type is known."))
        else:
            flash(_("The flag is recorded."))
            return redirect(url_for(".flag", organisation_id=organisation_id))
    standing = flags.flags_of(db.session, organisation_id)
    return render_template(
        "organisations/flags.html",
        form=form,
        organisation=organisation,
        flags=standing,
        words=FLAGS,
        people=_people({each.raised_by for each in standing}),
        is_state_body=is_state_body(organisation.organisation_type),
    ), form.status


@bp.post(f"/flags/<{NUMBER}:flag_id>/confirm")
def confirm(flag_id: int) -> ResponseReturnValue:
    return _act(flag_id, flags.confirm_flag, _("The organisation is suspended."))


@bp.post(f"/flags/<{NUMBER}:flag_id>/lift")
def lift(flag_id: int) -> ResponseReturnValue:
    return _act(flag_id, flags.lift_flag, _("The flag is lifted."))


def _act(flag_id: int, act: Callable[..., None], said: str) -> ResponseReturnValue:
    found = db.session.get(OrganisationFlag, flag_id) or abort(404)
    number = found.organisation_id
    _one(number, "organisation.flag")
    try:
        with writing() as session:
            act(session, flag_id, by=actor(), now=utc_now())
    except flags.SameEyes:
        abort(403)
    except (Outdated, flags.StateBody):
        flash(_("Something has changed since you opened this page. Look again, then decide."), "error")
    else:
        flash(said)
    return redirect(url_for(".flag", organisation_id=number))


def _one(organisation_id: int, action: str) -> Organisation:
    organisation = db.session.get(Organisation, organisation_id) or abort(404)
    require(action, organisation)
    return organisation


def _people(ids: set[int]) -> dict[int, Any]:
    session: Session = db.session
    found = [session.get(Person, number) for number in ids]
    return {person.id or 0: person.name or person.email for person in found if person is not None}
