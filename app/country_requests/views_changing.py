"""Changing a request that is published, and taking up again one that was closed: both begin as a draft."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.attachments import copy_attachments, move_attachments
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.draft_sending import NotReady
from app.core.drafts import Answers, Draft, draft_that_edits, drafts_of, share_draft, start_draft
from app.core.mail import post
from app.core.permissions import SecondFactorNeeded, actor, is_entitled, lacks_proof, require
from app.core.slugs import LARGEST_ID
from app.country_requests import messages_changed
from app.country_requests.answers import answers_from
from app.country_requests.changing import amend
from app.country_requests.drafting import DRAFT_FILES, REQUEST_FILES
from app.country_requests.guards import DRAFT_KIND
from app.country_requests.journey import Journey
from app.country_requests.models import CountryRequest
from app.country_requests.views_draft import MOST_DRAFTS

bp = Blueprint("request_changes", __name__)
NUMBER = f"/<int(max={LARGEST_ID}):number>"


@bp.post(f"{NUMBER}/change")
def change(number: int) -> ResponseReturnValue:
    """Open the one draft in which its country's focal points change this request; until then all stays as it is."""
    row = _request("change", number)
    if row is None:
        return ask_to_sign_in()
    with writing() as session:
        row = session.get_one(CountryRequest, number, with_for_update=True)
        draft = draft_that_edits(session, number, kind=DRAFT_KIND, now=utc_now())
        draft = draft or _begun(session, answers_from(row, agreed=True), edits=number)
        share_draft(session, draft, person_id=actor().person_id or 0)
        draft_id = draft.id
    return redirect(url_for("drafts.tasks", draft_id=draft_id))


@bp.post(f"{NUMBER}/again")
def take_up(number: int) -> ResponseReturnValue:
    """The person's own draft with everything that the closed request said, its files too; begun once."""
    row = _request("take_up", number)
    if row is None:
        return ask_to_sign_in()
    with writing() as session:
        row = session.get_one(CountryRequest, number, with_for_update=True)
        draft = _taken_up(session, row, person_id=actor().person_id or 0)
        draft_id = draft.id if draft else None
    return redirect(url_for("drafts.tasks", draft_id=draft_id) if draft_id else url_for("drafts.new"))


def _taken_up(session: Session, row: CountryRequest, *, person_id: int) -> Draft | None:
    """None: this person has too many drafts already."""
    begun = drafts_of(session, person_id, kind=DRAFT_KIND, now=utc_now())
    for draft in begun:
        if draft.follows == row.key:
            return draft
    if len(begun) >= MOST_DRAFTS:
        return None
    draft = _begun(session, answers_from(row), follows=row.key)
    there, here = (REQUEST_FILES, row.key), (DRAFT_FILES, draft.id)
    copy_attachments(session, of=there, to=here, person_id=person_id, now=utc_now())
    return draft


def changed_by_draft(session: Session, draft: Draft, journey: Journey) -> str:
    """Inside the open write of sending: the request as its draft has it; whoever answered it is told."""
    row = session.get_one(CountryRequest, draft.edits, with_for_update=True, populate_existing=True)
    if not is_entitled(actor(), "request.change", row):
        raise NotReady
    if lacks_proof(actor(), "request.change", row):
        raise SecondFactorNeeded
    now = utc_now()
    pages = {name: list(form.facts()) for name, form in journey.forms.items()}
    known = {"by": actor(), "now": now, "request_id": g.get("request_id", "")}
    made = amend(session, row, journey.facts(), pages=pages, **known)
    move_attachments(session, of=(DRAFT_FILES, draft.id), to=(REQUEST_FILES, row.key))
    for message in messages_changed.changed(session, row, made) if made else ():
        post(session, message, now=now)
    return str(row.key)


def _begun(session: Session, answers: Answers, **of: Any) -> Draft:
    """`of`: `edits` or `follows`, the number of the request."""
    return start_draft(session, kind=DRAFT_KIND, person_id=actor().person_id, now=utc_now(), answers=answers, **of)


def _request(act: str, number: int) -> CountryRequest | None:
    """The request, of whoever may do this to it; None: sign in first."""
    if not actor().is_signed_in:
        return None
    row = db.session.get(CountryRequest, number) or abort(404)
    require("request.see", row)
    require(f"request.{act}", row, hide=False)
    return row
