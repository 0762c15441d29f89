"""Who may come to the pages of a draft of a request."""

from __future__ import annotations

from flask import abort

from app.core.db import db, utc_now
from app.core.drafts import Draft, find_draft
from app.core.permissions import actor, is_entitled
from app.country_requests.drafting import country_of
from app.country_requests.models import CountryRequest
from app.country_requests.selection import countries_before
from app.on_behalf.service import entry_of_draft

DRAFT_KIND = "country_request"


def open_draft(draft_id: str) -> Draft:
    """The draft, if the signed-in person may write in it; else 404, which tells nothing about it."""
    draft = find_draft(db.session, draft_id, kind=DRAFT_KIND, now=utc_now())
    if draft is None or not draft.is_open_to(actor().person_id) or not _may_still_write(draft):
        abort(404)
    return draft


def _may_still_write(draft: Draft) -> bool:
    """Not once one has left its country's service; what is entered for somebody is judged by its entry.

    A country that somebody never wrote for is a wrong answer, which the page says: it locks nobody out.
    """
    country = country_of(draft)
    if draft.edits is not None or not country or entry_of_draft(db.session, draft.id):
        return _may_still_change(draft)
    today = utc_now().date()
    has_left = country in countries_before(db.session, actor().person_id or 0, on=today)
    return not has_left or is_entitled(actor(), "request.create", country)


def _may_still_change(draft: Draft) -> bool:
    """A draft of changes serves as long as the request may be changed."""
    if draft.edits is None or draft.sent_as:
        return True
    return is_entitled(actor(), "request.change", db.session.get_one(CountryRequest, draft.edits))
