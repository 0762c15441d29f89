"""Check the answers, send the request once, and what happens next."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core import draft_check
from app.core.attachments import move_attachments
from app.core.db import db, utc_now
from app.core.doors import ask_to_sign_in
from app.core.draft_check import Sending
from app.core.draft_filling import check_addresses
from app.core.draft_sending import NotReady, points_to_mend
from app.core.drafts import Draft
from app.core.idempotency import content_hash
from app.core.mail import post
from app.core.permissions import SecondFactorNeeded, actor, is_entitled, lacks_proof
from app.country_requests import messages
from app.country_requests.drafting import DRAFT_FILES, REQUEST_FILES, files_of, journey_of, title_of
from app.country_requests.entering import entered, may_send
from app.country_requests.guards import open_draft
from app.country_requests.journey import Journey
from app.country_requests.service import submit
from app.country_requests.summary import summary
from app.country_requests.views_changing import changed_by_draft
from app.country_requests.views_draft import FILLING
from app.on_behalf.service import entry_of_draft
from app.taxonomy.standing import standing_of

bp = Blueprint("sending", __name__, template_folder="templates")


@bp.get("/draft/<draft_id>/check")
def check(draft_id: str) -> ResponseReturnValue:
    return draft_check.check(SENDING, draft_id)


@bp.post("/draft/<draft_id>/check")
def send(draft_id: str) -> ResponseReturnValue:
    return draft_check.send(SENDING, draft_id)


def _send(session: Session, draft: Draft) -> str:
    """Turn the draft into a request, inside the open write; the number of the request."""
    by, now = actor(), utc_now()
    journey = journey_of(session, draft, by)
    if journey.open_points:
        raise NotReady
    if draft.edits is not None:
        return changed_by_draft(session, draft, journey)
    facts = journey.facts()
    entry = entry_of_draft(session, draft.id)
    if not (may_send(by, entry) if entry else is_entitled(by, "request.create", facts.country)):
        raise NotReady
    if lacks_proof(by, "request.create", facts.country):
        raise SecondFactorNeeded
    standing = standing_of(facts.country)
    known = {"by": by, "now": now, "request_id": g.get("request_id", "")}
    row = submit(session, facts, standing=standing, on_behalf=entry is not None, **known)
    row.follows = draft.follows
    if entry is not None:
        entered(session, entry, row, **known)
    move_attachments(session, of=(DRAFT_FILES, draft.id), to=(REQUEST_FILES, row.key))
    for message in messages.after_sending(session, row, now=now):
        post(session, message, now=now)
    return str(row.key)


def _check_page(draft: Draft, trouble: str, status: int) -> ResponseReturnValue:
    journey = journey_of(db.session, draft, actor())
    html = render_template(
        "country_requests/check.html",
        draft=draft,
        journey=journey,
        answered=summary(journey, [file.file_name for file in files_of(db.session, draft)]),
        points=points_to_mend(journey) if status == 422 else [],
        trouble=trouble,
        key=secrets.token_urlsafe(18),
        seen=content_hash(draft.answers),
        address=check_addresses(FILLING, draft.id),
        country=_country(journey),
        endorses=_endorses(journey),
    )
    return html, status


SENDING = Sending(filling=FILLING, make=_send, page=_check_page, other_content="country_requests/other_content.html")


def _country(journey: Journey) -> str:
    return str(getattr(journey.forms["asking"], "country").data or "")  # noqa: B009 - a field of that page


def _endorses(journey: Journey) -> bool:
    """Whether sending is the national act at once."""
    return actor().has("focal-point", "country", _country(journey))


@bp.get("/draft/<draft_id>/print")
def printable(draft_id: str) -> ResponseReturnValue:
    """All answers on one sheet, for colleagues who read on paper."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        abort(410)
    journey = journey_of(db.session, draft, actor())
    names = [file.file_name for file in files_of(db.session, draft)]
    return render_template(
        "country_requests/print.html", draft=draft, title=title_of(draft), answered=summary(journey, names)
    )
