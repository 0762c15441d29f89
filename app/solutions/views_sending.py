"""Check the answers, send the solution once, see what became of it; take a draft or a solution away."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core import draft_check
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.draft_check import Sending
from app.core.draft_filling import check_addresses
from app.core.draft_sending import NotReady, points_to_mend
from app.core.drafts import Draft
from app.core.i18n import direction_of
from app.core.idempotency import content_hash
from app.core.journey import Task
from app.core.permissions import actor, may, require
from app.core.slugs import LARGEST_ID
from app.on_behalf.service import entry_of_draft
from app.solutions.answers import summary
from app.solutions.answers_later import later_answers
from app.solutions.content_words import content_in_words
from app.solutions.drafting import journey_of, open_draft, title_of
from app.solutions.entering import entered
from app.solutions.journey import TASKS
from app.solutions.lifecycle import WrongStatus
from app.solutions.models import Solution, SolutionStatus
from app.solutions.offering import offer, withdraw_offer
from app.solutions.selection import revisions_of
from app.solutions.service import OPEN_TO_CHANGES
from app.solutions.views_offer import FILLING
from app.solutions.words import REVISION_WORDS, STATUS_WORDS

bp = Blueprint("solution_sending", __name__, template_folder="templates")
NUMBER = f"/<int(max={LARGEST_ID}):number>"


@bp.get("/draft/<draft_id>/check")
def check(draft_id: str) -> ResponseReturnValue:
    return draft_check.check(SENDING, draft_id)


@bp.post("/draft/<draft_id>/check")
def send(draft_id: str) -> ResponseReturnValue:
    return draft_check.send(SENDING, draft_id)


def _send(session: Session, draft: Draft) -> str:
    """Turn the draft into a solution, or into another text of one, inside the open write; its number."""
    journey = journey_of(session, draft)
    if journey.open_points:
        raise NotReady
    known: dict[str, Any] = {"by": actor(), "now": utc_now(), "request_id": g.get("request_id", "")}
    try:
        sent = offer(session, draft, journey.facts(), **known)
    except WrongStatus as moved_on:
        raise NotReady from moved_on
    entry = entry_of_draft(session, draft.id)
    if entry is not None and entry.entered_by == actor().person_id:
        entered(session, entry, sent.solution_id, **known)
    return str(sent.solution_id)


def _check_page(draft: Draft, trouble: str, status: int) -> ResponseReturnValue:
    journey = journey_of(db.session, draft)
    html = render_template(
        "solutions/check.html",
        draft=draft,
        answered=summary(journey),
        points=points_to_mend(journey) if status == 422 else [],
        trouble=trouble,
        key=secrets.token_urlsafe(18),
        seen=content_hash(draft.answers),
        address=check_addresses(FILLING, draft.id),
    )
    return html, status


SENDING = Sending(filling=FILLING, make=_send, page=_check_page, other_content="solutions/other_content.html")


@bp.get(NUMBER + "/state")
def state(number: int) -> ResponseReturnValue:
    """How far a solution is, for its institution: every text that was sent, and what a moderator said of it."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    row = db.session.get(Solution, number) or abort(404)
    require("solution.see_sent", row)
    revisions = revisions_of(db.session, number)
    return render_template(
        "solutions/state.html",
        solution=row,
        revisions=revisions,
        sent=[_fact(*each) for each in content_in_words(revisions[0].content)] if revisions else [],
        later=_untold(revisions[0].content) if revisions else [],
        words=REVISION_WORDS,
        status=STATUS_WORDS[row.status],
        editable=may(actor(), "solution.edit", row) and row.status in OPEN_TO_CHANGES,
        withdrawable=may(actor(), "solution.withdraw", row) and _can_be_withdrawn(row),
        is_public=may(actor(), "solution.see", row),
    )


@bp.route(NUMBER + "/withdraw", methods=["GET", "POST"])
def withdraw(number: int) -> ResponseReturnValue:
    """Its institution takes it back: a link asks, a button acts."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    row = _own(number)
    if request.method == "GET" or not _can_be_withdrawn(row):
        return render_template("solutions/withdraw.html", solution=row) if _can_be_withdrawn(row) else abort(404)
    with writing() as session:
        withdraw_offer(session, session.get_one(Solution, number, with_for_update=True), by=actor(), now=utc_now())
    flash(_("The solution was withdrawn."))
    return redirect(url_for(".state", number=number))


@bp.route("/draft/<draft_id>/delete", methods=["GET", "POST"])
def delete(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        abort(404)
    if request.method == "GET":
        return render_template("solutions/delete.html", draft=draft, title=title_of(draft))
    with writing() as session:
        session.delete(session.get_one(Draft, draft_id, with_for_update=True))
    flash(_("The draft was deleted."))
    return redirect(url_for("solution_drafts.index"))


def _fact(_path: str, label: str, text: str, lang: str) -> dict[str, Any]:
    """One field of a sent text as a row of a summary list; words keep their language, names from a list their lines."""
    value = Markup('<p class="as-typed" lang="{}" dir="{}">{}</p>').format(lang, direction_of(lang), text)
    return {"label": label, "value": (value if text else "") if lang else text.splitlines(), "url": None}


def _untold(content: dict[str, Any]) -> list[Task]:
    """The tasks for later of which a text tells nothing yet."""
    told = set(later_answers(content))
    return [task for task in TASKS if task.later and told.isdisjoint(page.name for page in task.pages)]


def _own(number: int) -> Solution:
    row = db.session.get(Solution, number) or abort(404)
    require("solution.withdraw", row)
    return row


def _can_be_withdrawn(row: Solution) -> bool:
    return row.status in OPEN_TO_CHANGES and row.status != SolutionStatus.ARCHIVED
