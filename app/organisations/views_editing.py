"""Editing the page of an organisation, and who edits it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.i18n import current_language
from app.core.mail import post
from app.core.permissions import actor, may, require
from app.core.records import Outdated
from app.core.slugs import LARGEST_ID
from app.organisations import messages, service
from app.organisations.editors import editors_of
from app.organisations.forms import InvitationForm
from app.organisations.invitations import TooManyInvitations, invite
from app.organisations.models import Organisation
from app.organisations.profile import edit_profile
from app.organisations.profile_form import ProfileForm
from app.organisations.selection import rows_by_id
from app.organisations.views import organisation_url
from app.organisations.words import values_in_words

bp = Blueprint("editing", __name__, template_folder="templates")
ONE = f"/<int(max={LARGEST_ID}):organisation_id>"
bp.before_request(sign_in_first)


@bp.route(ONE + "/edit", methods=["GET", "POST"])
def edit(organisation_id: int) -> ResponseReturnValue:
    organisation = _own(organisation_id, "organisation.edit")
    form = _profile_form(organisation)
    if not form.validate_on_submit():
        return _page(organisation, form)
    try:
        with writing() as session:
            seen, now = form.version.data or 0, utc_now()
            edit_profile(session, organisation_id, form.facts(), seen=seen, by=actor(), now=now)
    except Outdated:
        saved = db.session.get_one(Organisation, organisation_id, populate_existing=True)
        form.show_what_was_saved(saved, values_in_words(saved))
        return _page(saved, form)
    flash(_("The page is saved."))
    return redirect(organisation_url(_own(organisation_id, "organisation.edit")))


@bp.route(ONE + "/editors", methods=["GET", "POST"])
def editors(organisation_id: int) -> ResponseReturnValue:
    """Who edits, who asks to, and a way to invite a colleague."""
    organisation = _own(organisation_id, "organisation.edit")
    form = InvitationForm()
    if form.is_submitted():
        require("organisation.invite", organisation, hide=False)
        if form.validate() and _invited(organisation_id, form):
            flash(_("The invitation is on its way."))
            return redirect(url_for(".editors", organisation_id=organisation_id))
    today = utc_now().date()
    return render_template(
        "organisations/editors.html",
        form=form,
        organisation=organisation,
        editors=editors_of(db.session, organisation_id, on=today),
        claims=service.claims_waiting(db.session, organisation_id=organisation_id),
        may_invite=may(actor(), "organisation.invite", organisation),
    ), form.status


def _invited(organisation_id: int, form: InvitationForm) -> bool:
    try:
        with writing() as session:
            row = invite(session, organisation_id, form.address.data or "", by=actor(), now=utc_now())
            post(session, messages.invitation(session, row), now=utc_now())
    except TooManyInvitations:
        form.address.errors = [_("So many invitations went out today that this one must wait until tomorrow.")]
        return False
    return True


def _profile_form(organisation: Organisation) -> ProfileForm:
    return ProfileForm(
        obj=organisation,
        language=current_language(),
        examples=current_app.config["DEMO"],
        identity=may(actor(), "organisation.identify", organisation),
    )


def _page(organisation: Organisation, form: Any) -> ResponseReturnValue:
    return render_template("organisations/edit.html", form=form, organisation=organisation), form.status


def _own(organisation_id: int, action: str) -> Organisation:
    organisation = rows_by_id(db.session, [organisation_id]).get(organisation_id) or abort(404)
    require(action, organisation)
    return organisation
