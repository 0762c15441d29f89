"""The last page of a long form: check the answers, then send them once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.core.doors import ask_to_sign_in
from app.core.draft_filling import Filling
from app.core.draft_sending import AnswersChanged, NotReady, OtherContent, send_draft
from app.core.drafts import Draft
from app.core.permissions import actor


@dataclass(frozen=True, slots=True)
class Sending:
    """What a feature says about sending its long form."""

    filling: Filling
    make: Callable[[Session, Draft], str]  # the record's number; raises `NotReady`
    page: Callable[[Draft, str, int], ResponseReturnValue]  # with the answers: (draft, trouble, status)
    other_content: str  # template: the page was used before, with other answers


def check(sending: Sending, draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = sending.filling.open_draft(draft_id)
    return redirect(sending.filling.sent_url(draft)) if draft.sent_as else sending.page(draft, "", 200)


def send(sending: Sending, draft_id: str) -> ResponseReturnValue:
    """Send it: once for each key, once for each draft, and only what the writer has just seen."""
    person_id, open_draft = actor().person_id, sending.filling.open_draft
    if person_id is None:
        return ask_to_sign_in()
    open_draft(draft_id)
    key, seen = request.form.get("key", ""), request.form.get("seen", "")
    try:
        send_draft(draft_id, sending.make, person_id=person_id, key=key, seen=seen, now=utc_now())
    except OtherContent:
        return render_template(sending.other_content, draft=open_draft(draft_id)), 409
    except AnswersChanged:
        return sending.page(open_draft(draft_id), "changed", 409)
    except NotReady:
        return sending.page(open_draft(draft_id), "", 422)
    return redirect(sending.filling.sent_url(open_draft(draft_id)))
