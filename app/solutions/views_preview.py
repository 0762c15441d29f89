"""The page of a solution before it is sent: as readers will see it, and nothing on it acts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.db import db
from app.core.doors import ask_to_sign_in
from app.core.draft_filling import check_addresses
from app.core.draft_sending import points_to_mend
from app.core.permissions import actor
from app.solutions.drafting import journey_of, open_draft
from app.solutions.page import page_of
from app.solutions.preview import involved_in_draft, previewed
from app.solutions.views_offer import FILLING

bp = Blueprint("solution_preview", __name__, template_folder="templates")


@bp.get("/draft/<draft_id>/preview")
def show(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        return redirect(FILLING.sent_url(draft))
    journey = journey_of(db.session, draft)
    row = previewed(db.session, draft, journey, nameless=_("Solution without a title yet"))
    html = render_template(
        "solutions/preview.html",
        draft=draft,
        points=points_to_mend(journey),
        address=check_addresses(FILLING, draft_id),
        solution=row.solution,
        page=page_of(row),
        involved=involved_in_draft(db.session, draft),
        suspended=False,
        panel=_nothing,
    )
    response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _nothing(_name: str, _subject: Any) -> Markup:
    """What other features put on the page of a record is about one that exists."""
    return Markup("")
