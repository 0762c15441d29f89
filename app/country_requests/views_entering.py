"""Where a moderator begins a request that came on paper or by e-mail: for which country, and who sent it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms.validators import ValidationError

from app.core.db import utc_now, writing
from app.core.doors import sign_in_first
from app.core.drafts import start_draft
from app.core.fields import OneOfMany, offered
from app.core.forms import Needed
from app.core.i18n import current_language
from app.core.permissions import Actor, actor, may, require
from app.country_requests.guards import DRAFT_KIND
from app.on_behalf.forms import SourceForm
from app.on_behalf.service import begin
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

bp = Blueprint("request_entering", __name__, template_folder="templates")
bp.before_request(sign_in_first)


class EnterForm(SourceForm):
    country = OneOfMany(
        _("Country"), [Needed(_("Choose a country"))], unknown=_("Choose a country of the list"), default=""
    )

    def __init__(self, *, language: str, **options: Any) -> None:
        super().__init__(**options)
        places = by_name(vocabulary().places.values(), language)
        self.country.choices = offered([("", _("Choose a country")), *((p.code, p.name(language)) for p in places)])

    def validate_country(self, field: OneOfMany) -> None:
        if field.data and not may(actor(), "on_behalf.enter", ("country", field.data)):
            raise ValidationError(str(_("You act for this country yourself: send it in your own name")))


@bp.route("/on-behalf", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    require("on_behalf.enter")
    form, now = EnterForm(language=current_language(), today=utc_now().date()), utc_now()
    if not form.validate_on_submit():
        back = url_for("country_requests.index")
        page = render_template("on_behalf/start.html", form=form, section="requests", back=back, of="")
        return page, form.status
    with writing() as session:
        draft = start_draft(session, kind=DRAFT_KIND, person_id=actor().person_id, now=now)
        begin(session, draft, {**form.source(), "country": form.country.data}, by=actor(), now=now)
        draft_id = draft.id
    return redirect(url_for("drafts.tasks", draft_id=draft_id), 303)


def account_panel(_person: object, who: Actor) -> Markup:
    """On the account page of a moderator."""
    if not may(who, "on_behalf.enter"):
        return Markup("")
    return Markup(render_template("country_requests/_enter.html"))  # noqa: S704 - made by a template
