"""Who may come to the pages of a draft of a request."""

from __future__ import annotations

from flask import abort

from app.core.db import db, utc_now
from app.core.drafts import Draft, find_draft
from app.core.permissions import actor

DRAFT_KIND = "country_request"


def open_draft(draft_id: str) -> Draft:
    """The draft, if the signed-in person may write in it; else 404, which tells nothing about it."""
    draft = find_draft(db.session, draft_id, kind=DRAFT_KIND, now=utc_now())
    if draft is None or not draft.is_open_to(actor().person_id):
        abort(404)
    return draft
