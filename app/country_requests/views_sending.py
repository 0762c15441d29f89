"""Check the answers, send the request once, and what happens next."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.attachments import move_attachments
from app.core.db import db, utc_now, writing
from app.core.drafts import Draft, mark_sent
from app.core.idempotency import OtherContent, content_hash, earlier_result, keep_result
from app.core.mail import post
from app.core.permissions import SecondFactorNeeded, actor, is_entitled, lacks_proof
from app.country_requests import messages
from app.country_requests.drafting import DRAFT_FILES, REQUEST_FILES, files_of, journey_of, title_of
from app.country_requests.guards import ask_to_sign_in, open_draft
from app.country_requests.journey import PAGES, Journey
from app.country_requests.service import submit
from app.country_requests.standing import standing_of
from app.country_requests.summary import summary

bp = Blueprint("sending", __name__, template_folder="templates")
LONGEST_KEY = 64


class AlreadySent(Exception):
    """This draft became a request before."""

    def __init__(self, number: str) -> None:
        self.number = number


class AnswersChanged(Exception):
    """The draft is no longer what was shown on the page that was sent."""


@bp.get("/draft/<draft_id>/check")
def check(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        return redirect(url_for("country_requests.sent", number=int(draft.sent_as)))
    return _check_page(draft)


@bp.post("/draft/<draft_id>/check")
def send(draft_id: str) -> ResponseReturnValue:
    """Send it: once for each key, once for each draft, and only what the writer has just seen."""
    person_id = actor().person_id
    if person_id is None:
        return ask_to_sign_in()
    key, seen = request.form.get("key", ""), request.form.get("seen", "")
    open_draft(draft_id)
    if not 0 < len(key) <= LONGEST_KEY or "\x00" in key:
        return _check_page(open_draft(draft_id), status=422)
    try:
        with writing() as session:
            content = {"draft": draft_id, "seen": seen}
            number = earlier_result(session, person_id=person_id, key=key, content=content, now=utc_now())
            if number is None:
                number = _send(draft_id, seen)
                keep_result(session, person_id=person_id, key=key, result=number)
    except OtherContent:
        return render_template("country_requests/other_content.html", draft=open_draft(draft_id)), 409
    except AlreadySent as already:
        number = already.number
    except AnswersChanged:
        return _check_page(open_draft(draft_id), trouble="changed", status=409)
    except NotReady:
        return _check_page(open_draft(draft_id), status=422)
    return redirect(url_for("country_requests.sent", number=int(number)))


class NotReady(Exception):
    """Something must still be answered or mended."""


def _send(draft_id: str, seen: str) -> str:
    """Turn the draft into a request, inside the open write; the number of the request."""
    session, by, now = db.session, actor(), utc_now()
    draft = session.get_one(Draft, draft_id, with_for_update=True)
    if draft.sent_as:
        raise AlreadySent(draft.sent_as)
    if content_hash(draft.answers) != seen:
        raise AnswersChanged
    journey = journey_of(session, draft, by)
    if journey.open_points:
        raise NotReady
    facts = journey.facts()
    if not is_entitled(by, "request.create", facts.country):
        raise NotReady
    if lacks_proof(by, "request.create", facts.country):
        raise SecondFactorNeeded
    standing = standing_of(facts.country)
    row = submit(session, facts, by=by, now=now, standing=standing, request_id=g.get("request_id", ""))
    move_attachments(session, of=(DRAFT_FILES, draft.id), to=(REQUEST_FILES, row.key))
    mark_sent(session, draft, sent_as=str(row.key))
    for message in messages.after_sending(session, row, now=now):
        post(session, message, now=now)
    return str(row.key)


def _check_page(draft: Draft, *, trouble: str = "", status: int = 200) -> ResponseReturnValue:
    journey = journey_of(db.session, draft, actor())
    html = render_template(
        "country_requests/check.html",
        draft=draft,
        journey=journey,
        pages=PAGES,
        answered=summary(journey, [file.file_name for file in files_of(db.session, draft)]),
        points=_points(journey) if status == 422 else [],
        trouble=trouble,
        key=secrets.token_urlsafe(18),
        seen=content_hash(draft.answers),
        country=_country(journey),
        endorses=_endorses(journey),
    )
    return html, status


def _points(journey: Journey) -> list[tuple[str, str, str]]:
    """(page, field id, message) of everything to mend."""
    return [(page, field, words) for page, points in journey.open_points.items() for field, words in points]


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
