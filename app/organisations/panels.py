"""What organisations say on pages of features below."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup

from app.core.db import db
from app.core.links import link_token
from app.core.permissions import Actor, may
from app.organisations import reviews, service
from app.organisations.messages import REVIEW
from app.organisations.models import Organisation, Review
from app.organisations.permissions import EDITOR, SCOPE
from app.organisations.review_kinds import reviewed_kinds
from app.organisations.selection import rows_by_id
from app.translation.service import LocalText, text_in


def account_panel(_person: object, who: Actor) -> Markup:
    """The organisations one edits, one's own claims, and for moderators how many claims wait."""
    numbers = [int(text) for text in who.scopes(EDITOR, SCOPE) if text.isdigit()]
    edited = list(rows_by_id(db.session, numbers).values()) if numbers else []
    own = service.claims_waiting(db.session, person_id=who.person_id)
    claims = [(each, db.session.get_one(Organisation, each.organisation_id)) for each in own]
    decides = may(who, "organisation.list_claims")
    asked = [(each, _title_of(each), _link_to(each, who)) for each in reviews.open_reviews(db.session, numbers)]
    if not (edited or claims or decides):
        return Markup("")
    waiting = service.how_many_wait(db.session) if decides else None
    page = render_template("organisations/_account.html", edited=edited, claims=claims, waiting=waiting, asked=asked)
    return Markup(page)  # noqa: S704 - made by a template


def _title_of(review: Review) -> LocalText:
    kind = reviewed_kinds()[review.kind]
    return text_in(db.session.get_one(kind.model, review.record_id), kind.title)


def _link_to(review: Review, who: Actor) -> str:
    """The same link as in the mail."""
    return url_for("reviews.show", token=link_token(REVIEW, [review.id, who.person_id]))
