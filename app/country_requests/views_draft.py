"""Writing a request: start, task list, one page at a time, and the link that leads back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import db, utc_now, writing
from app.core.drafts import (
    Draft,
    drafts_of,
    keep_answers,
    start_draft,
)
from app.core.kept_form import posted_pairs
from app.core.mail import post
from app.core.permissions import actor
from app.core.records import Outdated
from app.core.words import listed
from app.countries.selection import focal_points
from app.country_requests import messages
from app.country_requests.drafting import country_of, files_of, journey_of, title_of, token_for, writing_of
from app.country_requests.form_fit import Goals
from app.country_requests.form_page import RequestPage, Writing
from app.country_requests.guards import DRAFT_KIND, ask_to_sign_in, open_draft, token_is_good
from app.country_requests.journey import PAGES, TASK_OF, TASKS, Journey, Page, Progress, Task, page_after, page_before
from app.country_requests.selection import countries_of
from app.country_requests.similar import similar_own
from app.country_requests.summary import gap_in_words, page_answers

bp = Blueprint("drafts", __name__, template_folder="templates")
MOST_DRAFTS = 20  # of one person at a time


@bp.get("/new")
def new() -> ResponseReturnValue:
    """What the form asks for and who may send it; drafts that were begun come first."""
    person = actor()
    drafts = drafts_of(db.session, person.person_id, kind=DRAFT_KIND, now=utc_now()) if person.person_id else []
    return render_template(
        "country_requests/new.html",
        countries=countries_of(db.session, person),
        drafts=drafts,
        title_of=title_of,
        too_many=len(drafts) >= MOST_DRAFTS,
        tasks=TASKS,
    )


@bp.post("/new")
def start() -> ResponseReturnValue:
    person = actor()
    if person.person_id is None:
        return ask_to_sign_in()
    if not countries_of(db.session, person):
        abort(404)
    begun = drafts_of(db.session, person.person_id, kind=DRAFT_KIND, now=utc_now())
    if len(begun) >= MOST_DRAFTS:
        return redirect(url_for("drafts.new"))
    now = utc_now()
    with writing() as session:
        draft = start_draft(session, kind=DRAFT_KIND, person_id=person.person_id, now=now)
        draft_id = draft.id
        post(session, messages.return_link(session, draft, token=token_for(draft_id), now=now), now=now)
    return redirect(url_for("drafts.tasks", draft_id=draft_id))


@bp.get("/draft/<draft_id>")
def tasks(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        return redirect(url_for("country_requests.sent", number=int(draft.sent_as)))
    journey = journey_of(db.session, draft, actor())
    rows = [_task_row(journey, task, draft_id) for task in TASKS]
    return render_template(
        "country_requests/tasks.html", draft=draft, journey=journey, rows=rows, title=title_of(draft)
    )


def _task_row(journey: Journey, task: Task, draft_id: str) -> dict[str, Any]:
    """A task as the list shows it; its link leads to the first page that is not done yet, else to its first."""
    progress = journey.progress(task)
    words = {Progress.NOT_STARTED: _("Not started"), Progress.IN_PROGRESS: _("In progress"), Progress.DONE: _("Done")}
    return {
        "name": str(task.title),
        "url": url_for("drafts.page", draft_id=draft_id, page_name=journey.entry(task).name),
        "status": words[progress],
        "done": progress is Progress.DONE,
        "hint": "",
    }


@bp.get("/draft/<draft_id>/<page_name>")
def page(draft_id: str, page_name: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft, shown = _draft_and_page(draft_id, page_name)
    if draft.sent_as:
        return redirect(url_for("country_requests.sent", number=int(draft.sent_as)))
    known = writing_of(db.session, draft, actor())
    form = shown.form.kept(known)
    if request.args.get("mend"):
        form.validate()
    return _page(draft, shown, form, known)


@bp.post("/draft/<draft_id>/<page_name>")
def keep(draft_id: str, page_name: str) -> ResponseReturnValue:
    """Keep what was typed, right or wrong; go on when it is right.

    Exempt from the general token check (see `register`): it is made here, so that typed text is not lost.
    """
    if not actor().is_signed_in:
        return _signed_out()
    draft, shown = _draft_and_page(draft_id, page_name)
    if draft.sent_as:
        return redirect(url_for("country_requests.sent", number=int(draft.sent_as)))
    known = writing_of(db.session, draft, actor())
    form = shown.form(request.form, known)
    if not token_is_good():
        return _page(draft, shown, form, known, trouble="stale", status=400)
    right = form.validate()
    if form.can_be_kept:
        try:
            with writing() as session:
                seen = request.form.get("seen", "")
                kept = keep_answers(session, draft_id, step=page_name, answers=form.typed(), seen=seen, now=utc_now())
                answers = dict(kept.answers)
        except Outdated:
            return _page(open_draft(draft_id), shown, form, known, trouble="changed", status=409)
        if right:
            return redirect(_next_address(draft_id, page_name, answers))
    return _page(open_draft(draft_id), shown, form, known, status=form.status)


def _next_address(draft_id: str, page_name: str, answers: dict[str, Any]) -> str:
    """On within the task, then to the list; a changed answer leads back to the check, by way of new questions."""
    back_to_check = request.args.get("back") == "check"
    following = page_after(page_name, answers)
    if back_to_check and not (page_name == Goals.name and following and following.name == "targets"):
        return url_for("sending.check", draft_id=draft_id)
    if following is None:
        return url_for("drafts.tasks", draft_id=draft_id)
    return url_for("drafts.page", draft_id=draft_id, page_name=following.name, back="check" if back_to_check else None)


def _draft_and_page(draft_id: str, page_name: str) -> tuple[Draft, Page]:
    if page_name not in PAGES:
        abort(404)
    return open_draft(draft_id), PAGES[page_name]


def _page(
    draft: Draft, shown: Page, form: RequestPage, known: Writing, *, trouble: str = "", status: int = 200
) -> ResponseReturnValue:
    """The page, with what is kept elsewhere beside it when two tabs disagree."""
    if trouble:
        form.form_errors.append(_what_to_do(trouble))
    back = "check" if request.args.get("back") == "check" else None
    journey = Journey(known)
    html = render_template(
        "country_requests/page.html",
        draft=draft,
        page=shown,
        task=TASK_OF[shown.name],
        form=form,
        seen=draft.seen(shown.name),
        back=back,
        back_url=_back_address(draft, page_before(shown.name, draft.answers), back),
        elsewhere=_elsewhere(draft, shown) if trouble == "changed" else [],
        **_beside(draft, shown, journey),
    )
    return html, status


def _beside(draft: Draft, shown: Page, journey: Journey) -> dict[str, Any]:
    """What one page or another shows besides its fields."""
    if shown.name == "files":
        return {"files": files_of(db.session, draft)}
    if shown.name == "problem":
        return {"similar": similar_own(db.session, title_of(draft), country_of(draft), actor())}
    if shown.name == "instruments":
        return {"gap": gap_in_words(journey)}
    if shown.name == "readers":
        country = country_of(draft)
        people = focal_points(db.session, country, on=journey.writing.today)
        endorses = actor().has("focal-point", "country", country)
        return {"endorses": endorses, "endorsers": listed(each.name for each in people)}
    return {}


def _elsewhere(draft: Draft, shown: Page) -> list[dict[str, Any]]:
    """The answers that another tab or device has kept, in words."""
    journey = journey_of(db.session, draft, actor())
    answers = page_answers(journey, shown)
    return [{"label": each.question, "value": each.lines, "url": None} for each in answers]


def _what_to_do(trouble: str) -> str:
    if trouble == "changed":
        return str(_("This page was changed in another tab or on another device. Compare below, then press Continue."))
    return str(_("This page was open for too long. Your text is still here: press Continue again."))


def _back_address(draft: Draft, before: Page | None, back: str | None) -> str:
    if back:
        return url_for("sending.check", draft_id=draft.id)
    if before is None:
        return url_for("drafts.tasks", draft_id=draft.id)
    return url_for("drafts.page", draft_id=draft.id, page_name=before.name)


def _signed_out() -> ResponseReturnValue:
    """The session ended while somebody wrote: their text waits on the page, nothing else is shown."""
    pairs = posted_pairs()
    typed = [(name, value) for name, value in pairs if name != "seen"]
    seen = dict(pairs).get("seen", "")
    return render_template("country_requests/signed_out.html", typed=typed, seen=seen), 401


def files_page(draft_id: str, message: str) -> ResponseReturnValue:
    """The page with the files, saying why one was not kept."""
    draft = open_draft(draft_id)
    known = writing_of(db.session, draft, actor())
    form = PAGES["files"].form.kept(known)
    form.form_errors.append(message)
    return _page(draft, PAGES["files"], form, known, status=422)
