"""What organisations say on pages of features below."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup

from app.core.db import db
from app.core.permissions import Actor, may
from app.organisations import service
from app.organisations.models import Organisation
from app.organisations.permissions import EDITOR, SCOPE
from app.organisations.selection import rows_by_id


def account_panel(_person: object, who: Actor) -> Markup:
    """The organisations one edits, one's own claims, and for moderators how many claims wait."""
    numbers = [int(text) for text in who.scopes(EDITOR, SCOPE) if text.isdigit()]
    edited = list(rows_by_id(db.session, numbers).values()) if numbers else []
    own = service.claims_waiting(db.session, person_id=who.person_id)
    claims = [(each, db.session.get_one(Organisation, each.organisation_id)) for each in own]
    decides = may(who, "organisation.list_claims")
    if not (edited or claims or decides):
        return Markup("")
    waiting = service.how_many_wait(db.session) if decides else None
    page = render_template("organisations/_account.html", edited=edited, claims=claims, waiting=waiting)
    return Markup(page)  # noqa: S704 - made by a template
