"""Writing a request: start, task list, one page at a time."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core import draft_filling
from app.core.alike import Written, first_of
from app.core.answers import Answer
from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.draft_alike import Alike
from app.core.draft_filling import Filling
from app.core.drafts import Draft, drafts_of, start_draft
from app.core.forms import tidy
from app.core.journey import Answers, Page
from app.core.mail import post
from app.core.permissions import actor
from app.core.words import listed
from app.countries.selection import focal_points
from app.country_requests import messages
from app.country_requests.drafting import (
    country_of,
    files_of,
    journey_of,
    title_of,
    token_for,
    writing_of,
    writing_of_nobody,
)
from app.country_requests.form_page import Writing
from app.country_requests.guards import DRAFT_KIND, open_draft
from app.country_requests.journey import PAGES, PLAN, TASKS, Journey
from app.country_requests.selection import countries_of
from app.country_requests.similar import similar_own
from app.country_requests.summary import gap_in_words, page_answers
from app.on_behalf.service import entry_of_draft
from app.taxonomy.choices import language_written_in

bp = Blueprint("drafts", __name__, template_folder="templates")
MOST_DRAFTS = 20  # of one person at a time
MOST_TITLE = 300  # of the words of a search


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
        title=_words_sent(request.args.get("title", "")),
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
        draft = start_draft(session, kind=DRAFT_KIND, person_id=person.person_id, now=now, answers=_begun())
        draft_id = draft.id
        post(session, messages.return_link(session, draft, token=token_for(draft_id), now=now), now=now)
    return redirect(url_for("drafts.tasks", draft_id=draft_id))


def _begun() -> dict[str, Any]:
    """The words of a search that found nothing stand in the title, to be changed there."""
    words = _words_sent(request.form.get("title", ""))
    return {"title": {"title": [words]}} if words else {}


def _words_sent(text: str) -> str:
    return tidy(text)[:MOST_TITLE]


@bp.get("/draft/<draft_id>")
def tasks(draft_id: str) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    draft = open_draft(draft_id)
    if draft.sent_as:
        return redirect(_sent_url(draft))
    journey = journey_of(db.session, draft, actor())
    rows = draft_filling.task_rows(FILLING, journey, draft_id)
    return render_template(
        "country_requests/tasks.html", draft=draft, journey=journey, rows=rows, title=title_of(draft)
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


def _beside(draft: Draft, shown: Page, known: Writing) -> dict[str, Any]:
    """What one page or another shows besides its fields."""
    if shown.name == "files":
        return {"files": files_of(db.session, draft)}
    if shown.name == "instruments":
        return {"gap": gap_in_words(Journey(known))}
    if shown.name == "readers":
        country = country_of(draft)
        people = focal_points(db.session, country, on=known.today)
        endorses = actor().has("focal-point", "country", country)
        return {"endorses": endorses, "endorsers": listed(each.name for each in people)}
    return {}


def _alike(draft: Draft, answers: Answers) -> Markup:
    """What the own country asks for already, solutions for such a need, and exchanges on it in the region."""
    written, country = _written(draft, answers), country_of(draft)
    similar = similar_own(db.session, written.title, country, actor())
    return Markup(render_template("country_requests/_similar.html", similar=similar, written=written, country=country))  # noqa: S704


def _written(_draft: Draft, answers: Answers) -> Written:
    """The need as these answers say it."""
    title = first_of(answers, "title", "title")
    told = (first_of(answers, "problem", name) for name in ("problem", "who_is_affected"))
    language = language_written_in(first_of(answers, "title", "source_language"))
    return Written(language, title, "\n".join(told), asks=True)


def _answers(draft: Draft, shown: Page) -> list[Answer]:
    return page_answers(journey_of(db.session, draft, actor()), shown)


def _sent_url(draft: Draft) -> str:
    # "What happens next" is for its sender, and for what is new.
    if draft.edits is not None or entry_of_draft(db.session, draft.id) is not None:
        return url_for("country_requests.by_number", number=int(draft.sent_as or 0))
    return url_for("country_requests.sent", number=int(draft.sent_as or 0))


def _page_url(draft_id: str, name: str, back: str | None, **more: Any) -> str:
    return url_for("drafts.page", draft_id=draft_id, page_name=name, back=back, **more)


FILLING = Filling(
    section="requests",
    template="country_requests/page.html",
    plan=PLAN,
    open_draft=open_draft,
    writing_of=lambda draft: writing_of(db.session, draft, actor()),
    of_nobody=writing_of_nobody,
    page_url=_page_url,
    tasks_url=lambda draft_id: url_for("drafts.tasks", draft_id=draft_id),
    check_url=lambda draft_id: url_for("sending.check", draft_id=draft_id),
    sent_url=_sent_url,
    answers_of=_answers,
    beside=_beside,
    told_in={
        "title": ("title",),
        "problem": ("problem", "who_is_affected"),
        "background": ("causes", "efforts"),
        "outcome": ("outcome",),
    },
    alike=Alike(
        pages={"title", "problem"},
        written=_written,
        drawn=_alike,
        url=lambda draft_id, name: url_for("drafts.alike", draft_id=draft_id, page_name=name),
    ),
)


def files_page(draft_id: str, message: str) -> ResponseReturnValue:
    """The page with the files, saying why one was not kept."""
    draft = open_draft(draft_id)
    form = PAGES["files"].form.kept(writing_of(db.session, draft, actor()))
    form.form_errors.append(message)
    return draft_filling.page(FILLING, draft, PAGES["files"], form, status=422)
