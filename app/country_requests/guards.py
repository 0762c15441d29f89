"""What stands at the door of the draft pages: who may come in, and what becomes of text typed without a session."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from app.core.db import db, utc_now
from app.core.drafts import Draft, find_draft
from app.core.permissions import actor
from app.core.security import csrf

DRAFT_KIND = "country_request"


def open_draft(draft_id: str) -> Draft:
    """The draft, if the signed-in person may write in it; else 404, which tells nothing about it."""
    draft = find_draft(db.session, draft_id, kind=DRAFT_KIND, now=utc_now())
    if draft is None or not draft.is_open_to(actor().person_id):
        abort(404)
    return draft


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and from there back to the present one."""
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))


def token_is_good() -> bool:
    """Whether the form was made for this session; views that keep typed text ask instead of failing."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True
