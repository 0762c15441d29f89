"""Where a moderator begins a solution that an institution sent on paper or by e-mail."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.drafts import start_draft
from app.core.permissions import Actor, actor, require
from app.core.slugs import LARGEST_ID
from app.on_behalf.forms import SourceForm
from app.on_behalf.service import begin
from app.organisations.models import Organisation
from app.organisations.views import organisation_url
from app.solutions.drafting import DRAFT_KIND
from app.solutions.entering import may_enter_for
from app.translation.service import in_line, text_in

bp = Blueprint("solution_entering", __name__, template_folder="templates")
bp.before_request(sign_in_first)


@bp.route(f"/on-behalf/<int(max={LARGEST_ID}):organisation_id>", methods=["GET", "POST"])
def start(organisation_id: int) -> ResponseReturnValue:
    organisation = db.session.get(Organisation, organisation_id) or abort(404)
    require("organisation.see", organisation)
    if not may_enter_for(actor(), organisation):
        abort(404)
    form, now = SourceForm(today=utc_now().date()), utc_now()
    if not form.validate_on_submit():
        about = {"of": in_line(text_in(organisation, "name")), "back": organisation_url(organisation)}
        return render_template("on_behalf/start.html", form=form, section="solutions", **about), form.status
    country = organisation.country or ""
    with writing() as session:
        scope, person_id = str(organisation_id), actor().person_id
        draft = start_draft(session, kind=DRAFT_KIND, person_id=person_id, scope=scope, now=now)
        begin(session, draft, {**form.source(), "country": country}, by=actor(), now=now)
        draft_id = draft.id
    return redirect(url_for("solution_drafts.tasks", draft_id=draft_id), 303)


def organisation_panel(organisation: Organisation, who: Actor) -> Markup:
    """On an organisation's page, for moderators."""
    if not may_enter_for(who, organisation):
        return Markup("")
    return Markup(render_template("solutions/_enter.html", organisation=organisation))  # noqa: S704 - made by a template
