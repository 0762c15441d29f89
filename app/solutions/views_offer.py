"""Offering a solution: an institution's own list, a draft page by page, and what became of each sent text."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.core import draft_filling
from app.core.answers import Answer
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.draft_alike import Alike
from app.core.draft_filling import Filling
from app.core.drafts import Draft, draft_that_edits, start_draft
from app.core.journey import Answers, Page
from app.core.permissions import actor, require
from app.core.slugs import LARGEST_ID
from app.solutions.answers import answers_from, page_answers
from app.solutions.drafting import (
    DRAFT_KIND,
    drafts_of,
    journey_of,
    open_draft,
    organisations_of,
    title_of,
    writing_of,
    writing_of_nobody,
)
from app.solutions.facts import content_that_stands, later_that_stands
from app.solutions.journey import PLAN, TASKS
from app.solutions.models import Solution
from app.solutions.selection import claims_of, latest_revision, owned_by, owners_of
from app.solutions.service import OPEN_TO_CHANGES
from app.solutions.similar import own_alike, written_in
from app.solutions.words import STATUS_WORDS

bp = Blueprint("solution_drafts", __name__, template_folder="templates")
MOST_DRAFTS = 40  # of one institution at a time
FIRST_PAGE = next(iter(PLAN.pages))  # the list of tasks stands where it is begun
NUMBER = f"/<int(max={LARGEST_ID}):number>"


@bp.get("/offer")
def index() -> ResponseReturnValue:
    """An institution's own solutions and drafts, and where a new one begins."""
    own = organisations_of(db.session, actor())
    return render_template(
        "solutions/offer.html",
        organisations=own,
        drafts=drafts_of(db.session, actor()),
        solutions=owned_by(db.session, [each.key for each in own]) if own else [],
        title_of=title_of,
        status_words=STATUS_WORDS,
        tasks=[task for task in TASKS if not task.later],
    )


@bp.post(f"/offer/<int(max={LARGEST_ID}):organisation_id>")
def start(organisation_id: int) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    require("solution.draft", organisation_id)
    mine = [draft for draft in drafts_of(db.session, actor()) if draft.scope == str(organisation_id)]
    if len(mine) >= MOST_DRAFTS:
        flash(_("Send or delete one of your drafts first."), "error")
        return redirect(url_for(".index"))
    with writing() as session:
        draft = start_draft(
            session, kind=DRAFT_KIND, person_id=actor().person_id, scope=str(organisation_id), now=utc_now()
        )
        draft_id = draft.id
    return redirect(_page_url(draft_id, FIRST_PAGE, None))


@bp.post(NUMBER + "/edit")
def edit(number: int) -> ResponseReturnValue:
    """Open the one draft in which its institution changes this solution; the published text stays until then."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    row = db.session.get(Solution, number) or abort(404)
    require("solution.edit", row)
    if row.status not in OPEN_TO_CHANGES:
        abort(404)
    with writing() as session:
        row = session.get_one(Solution, number, with_for_update=True)
        draft = draft_that_edits(session, number, kind=DRAFT_KIND, now=utc_now())
        draft_id = (draft or _begin_to_change(row)).id
    return redirect(url_for(".tasks", draft_id=draft_id))


def _begin_to_change(row: Solution) -> Draft:
    session, latest = db.session, latest_revision(db.session, row.key)
    content = latest.content if latest else content_that_stands(row, claims_of(session, [row.key])[row.key])
    owners = owners_of(session, row.key)  # a moderator who entered it writes for none of them
    owner = next(filter(_writes_for, owners), owners[0])
    return start_draft(
        session,
        kind=DRAFT_KIND,
        person_id=actor().person_id,
        scope=str(owner),
        edits=row.key,
        answers=answers_from(later_that_stands(row) | content) | (latest.answers if latest else {}),
        now=utc_now(),
    )


def _writes_for(organisation_id: int) -> bool:
    return actor().has("organisation-editor", "organisation", str(organisation_id))


@bp.get("/draft/<draft_id>")
def tasks(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        return redirect(_sent_url(draft))
    journey = journey_of(db.session, draft)
    return render_template(
        "solutions/tasks.html",
        draft=draft,
        journey=journey,
        rows=draft_filling.task_rows(FILLING, journey, draft_id),
        later=draft_filling.task_rows(FILLING, journey, draft_id, later=True),
        title=title_of(draft),
        asked=_asked(draft),
    )


@bp.get("/draft/<draft_id>/<page_name>")
def page(draft_id: str, page_name: str) -> ResponseReturnValue:
    return draft_filling.show(FILLING, draft_id, page_name)


@bp.post("/draft/<draft_id>/<page_name>")
def keep(draft_id: str, page_name: str) -> ResponseReturnValue:
    return draft_filling.keep(FILLING, draft_id, page_name)


@bp.post("/draft/<draft_id>/<page_name>/alike")
def alike(draft_id: str, page_name: str) -> ResponseReturnValue:
    return draft_filling.while_typing(FILLING, draft_id, page_name)


def _alike(draft: Draft, answers: Answers) -> Markup:
    """Solutions that this one may repeat: the institution's own that nobody else sees yet, and published ones."""
    written = written_in(draft, answers)
    own = own_alike(db.session, draft, written.title)
    return Markup(render_template("solutions/_alike.html", own=own, written=written))  # noqa: S704 - a template's


def _asked(draft: Draft) -> Any:
    """The text that a moderator sent back, with what they ask for; None when nobody asked."""
    latest = latest_revision(db.session, draft.edits) if draft.edits else None
    return latest if latest is not None and (latest.words or latest.notes or latest.reasons) else None


def _beside(draft: Draft, _shown: Page, _known: Any) -> dict[str, Any]:
    """What a moderator asks for stands beside the fields."""
    asked = _asked(draft)
    return {"notes": asked.notes if asked else {}}


def _answers(draft: Draft, shown: Page) -> list[Answer]:
    return page_answers(journey_of(db.session, draft), shown)


def _sent_url(draft: Draft) -> str:
    return url_for("solution_sending.state", number=int(draft.sent_as or 0))


def _page_url(draft_id: str, name: str, back: str | None, **more: Any) -> str:
    return url_for("solution_drafts.page", draft_id=draft_id, page_name=name, back=back, **more)


FILLING = Filling(
    section="solutions",
    template="solutions/page.html",
    plan=PLAN,
    open_draft=open_draft,
    writing_of=lambda draft: writing_of(db.session, draft),
    of_nobody=writing_of_nobody,
    page_url=_page_url,
    tasks_url=lambda draft_id: url_for("solution_drafts.tasks", draft_id=draft_id),
    check_url=lambda draft_id: url_for("solution_sending.check", draft_id=draft_id),
    sent_url=_sent_url,
    answers_of=_answers,
    beside=_beside,
    alike=Alike(
        pages={"summary", "story"},
        written=written_in,
        drawn=_alike,
        url=lambda draft_id, name: url_for("solution_drafts.alike", draft_id=draft_id, page_name=name),
    ),
    told_in={"summary": ("title", "standfirst"), "story": ("challenge", "approach")},
)
