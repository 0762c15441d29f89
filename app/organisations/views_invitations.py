"""The link in an invitation: it shows what is offered; a button accepts."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.forms import CruxForm
from app.core.links import LinkExpired, value_behind
from app.core.permissions import actor
from app.organisations.invitations import PURPOSE, VALID_FOR, AnotherAddress, NotUsable, accept, is_for, usable
from app.organisations.models import Organisation, OrganisationInvitation
from app.organisations.views import organisation_url

bp = Blueprint("invitations", __name__, template_folder="templates")


@bp.route("/invitation/<token>", methods=["GET", "POST"])
def show(token: str) -> ResponseReturnValue:
    row = _invitation(token)
    if not actor().is_signed_in:
        return redirect(url_for("security.login", next=request.path))
    form, number = CruxForm(), row.id or 0
    organisation = db.session.get_one(Organisation, row.organisation_id)
    if form.validate_on_submit():
        try:
            with writing() as session:
                accept(session, number, by=actor(), now=utc_now())
        except (AnotherAddress, NotUsable):
            abort(410)
        flash(_("You can edit the page of the institution now, and invite colleagues."))
        return redirect(organisation_url(db.session.get_one(Organisation, organisation.key)))
    own = is_for(db.session, row, actor())
    return render_template("organisations/invitation.html", form=form, organisation=organisation, own=own), form.status


def _invitation(token: str) -> OrganisationInvitation:
    try:
        number = value_behind(PURPOSE, token, valid_for=VALID_FOR)
        return usable(db.session, int(number), now=utc_now()) if number else abort(404)
    except (LinkExpired, NotUsable):
        abort(410)
