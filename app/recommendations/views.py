"""Pages of matches, their answers, and the panels on the pages of requests and solutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.db import db, utc_now, writing
from app.core.doors import ask_to_sign_in
from app.core.index import catalogue, record_id, standings_shown
from app.core.permissions import Actor, actor, audience_of, is_entitled, may, require
from app.core.records import PublishedRecord, Standing
from app.core.slugs import LARGEST_ID
from app.country_requests.models import CountryRequest
from app.country_requests.selection import requests_by_id
from app.organisations.selection import involved_in
from app.recommendations import service
from app.recommendations.checks import points_to_check
from app.recommendations.forms import WHY_CHOICES, AnswerForm, answer_words
from app.recommendations.models import MatchOverride
from app.recommendations.overrides import put_forward
from app.recommendations.reasons import Reason, changes_for, put_forward_words, reasons_for, score_of
from app.recommendations.selection import Masks, organisations_of, requests_for, solutions_for
from app.solutions.models import Solution, SolutionOrganisation
from app.solutions.selection import rows_by_id as solution_rows
from app.translation.service import in_line, prefetch, text_in
from matching import Match

bp = Blueprint("recommendations", __name__, template_folder="templates")
IN_PANEL = 3
MOST_ALTERNATIVES = 3
NUMBER = f"int(max={LARGEST_ID})"


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match as a page shows it; `record` is what is offered to the reader."""

    rank: int
    record: Solution | CountryRequest
    goals: Sequence[str]
    countries: Sequence[str]
    organisations: Sequence[Markup]
    points: int
    reasons: list[Reason]
    checks: list[Markup]
    changes: Sequence[Markup] = ()
    alternatives: Sequence[Solution] = ()  # interchangeable with it, and not in the list themselves
    answer: str | None = None
    put_forward: Markup | None = None

    @property
    def main_reason(self) -> Reason | None:
        """The one that adds most."""
        return max(self.reasons, key=lambda reason: reason.points, default=None)

    @property
    def example(self) -> bool:
        return self.record.standing == Standing.EXAMPLE


@bp.get(f"/requests/<{NUMBER}:request_id>/matches")
def for_request(request_id: int) -> ResponseReturnValue:
    """Mails lead here: whoever is not signed in does so first, whatever the number."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    country_request = _request_or_404(request_id)
    matches = _solutions(country_request)
    _remember(country_request, matches)
    country_request = _request_or_404(request_id)
    return render_template(
        "recommendations/for_request.html",
        country_request=country_request,
        request_goals=goals_of(country_request.targets),
        rows=_solution_rows(country_request, matches),
        answer_words=answer_words(),
        why_choices=WHY_CHOICES,
        may_answer=is_entitled(actor(), "request.answer_match", country_request),
        may_replay=may(actor(), "request.replay_matches", country_request),
    )


@bp.get(f"/solutions/<{NUMBER}:solution_id>/requests")
def for_solution(solution_id: int) -> ResponseReturnValue:
    if not actor().is_signed_in:
        return ask_to_sign_in()
    solution = db.session.get(Solution, solution_id) or abort(404)
    require("solution.see_matches", (solution, organisations_of(db.session, solution_id)))
    matches = requests_for(catalogue(), db.session, solution, _masks())
    return render_template(
        "recommendations/for_solution.html", solution=solution, rows=_request_rows(solution, matches)
    )


@bp.post(f"/requests/<{NUMBER}:request_id>/matches/<{NUMBER}:solution_id>")
def answer(request_id: int, solution_id: int) -> ResponseReturnValue:
    country_request = _request_or_404(request_id)
    require("request.answer_match", country_request, hide=False)
    form = AnswerForm()
    shown = {record_id(match.key): match for match in _solutions(country_request)}
    if solution_id not in shown or not form.validate_on_submit():
        flash(_("Choose one of the answers beside the match."), "error")
        return redirect(url_for(".for_request", request_id=request_id))
    with writing() as session:
        service.answer_match(
            session,
            request_id=request_id,
            solution_id=solution_id,
            answer=str(form.answer.data),
            why=form.why.data or None,
            match=shown[solution_id],
            by=actor(),
            now=utc_now(),
        )
    flash(_("Your answer is kept. You can change it at any time."))
    return redirect(url_for(".for_request", request_id=request_id, _anchor=f"match-{solution_id}"))


def request_panel(country_request: CountryRequest, who: Actor) -> Markup:
    """The first matches, on the request's own page, for its own people."""
    if not may(who, "request.see_matches", country_request):
        return Markup("")
    rows = _solution_rows(country_request, _solutions(country_request, limit=IN_PANEL))
    html = render_template("recommendations/_request_panel.html", country_request=country_request, rows=rows)
    return Markup(html)  # noqa: S704 - made by a template


def solution_panel(solution: Solution, who: Actor) -> Markup:
    """The first requests that a solution could meet, each with the reason that counts most, for its institution."""
    if not who.is_signed_in:  # the page of visitors: nothing is asked for them
        return Markup("")
    if not may(who, "solution.see_matches", (solution, organisations_of(db.session, solution.key))):
        return Markup("")
    rows = _request_rows(solution, requests_for(catalogue(), db.session, solution, _masks(), limit=IN_PANEL))
    html = render_template("recommendations/_solution_panel.html", solution=solution, rows=rows)
    return Markup(html)  # noqa: S704 - made by a template


def goals_of(claims: Sequence[str]) -> list[str]:
    """The goals behind claimed goals and targets, each once, in their order."""
    return sorted({code.partition(".")[0] for code in claims}, key=int)


def _request_or_404(request_id: int) -> CountryRequest:
    country_request = db.session.get(CountryRequest, request_id) or abort(404)
    require("request.see_matches", country_request)
    return country_request


def _masks() -> Masks:
    return Masks(audience_of(actor()), standings_shown())


def _solutions(country_request: CountryRequest, limit: int = 10) -> Sequence[Match]:
    return solutions_for(catalogue(), db.session, country_request, _masks(), limit=limit)


def _remember(country_request: CountryRequest, matches: Sequence[Match]) -> None:
    """What is shown is stored, in a short write of its own, unless it is what was shown last time."""
    request_id, who = country_request.key, actor()
    now_shown = {record_id(match.key): (match.rank, match.score) for match in matches}
    if now_shown == service.shown_before(db.session, request_id, person_id=who.person_id):
        return
    with writing() as session:
        service.record_shown(session, request_id, matches, direction="solutions", by=who, now=utc_now())


def _solution_rows(country_request: CountryRequest, matches: Sequence[Match]) -> list[MatchRow]:
    ids = [record_id(match.key) for match in matches]
    others = {match.key: [record_id(key) for key in match.alternatives[:MOST_ALTERNATIVES]] for match in matches}
    found = solution_rows(db.session, [*ids, *(number for numbers in others.values() for number in numbers)])
    involved = involved_in(db.session, SolutionOrganisation, SolutionOrganisation.solution_id, ids)
    answers = service.answers_of(db.session, country_request.key, actor().person_id)
    forward = put_forward(db.session, [country_request.key])
    pairs = [(match, found.get(record_id(match.key))) for match in matches]
    return [
        MatchRow(
            rank=match.rank,
            record=row.solution,
            goals=row.goals,
            countries=row.solution.countries_of_origin,
            organisations=_names(row.solution, *((each.organisation, "name") for each in involved[row.solution.key])),
            points=score_of(match),
            reasons=reasons_for(match.parts),
            checks=points_to_check(country_request, row.solution),
            changes=changes_for(match),
            alternatives=[found[number].solution for number in others[match.key] if number in found],
            answer=answers.get(row.solution.key),
            put_forward=_forward(forward, country_request, row.solution, row.solution),
        )
        for match, row in pairs
        if row is not None
    ]


def _names(record: Solution | CountryRequest, *named: tuple[PublishedRecord, str]) -> list[Markup]:
    """Names beside a title; a language that the title has not named is named with them."""
    known = text_in(record, "title").lang
    return [in_line(text_in(each, field), known) for each, field in named]


def _forward(
    forward: Mapping[tuple[int, int], MatchOverride],
    country_request: CountryRequest,
    solution: Solution,
    offered: PublishedRecord,
) -> Markup | None:
    """The sentence on a match that was put forward; its language is not named where the title has named it."""
    found = forward.get((country_request.key, solution.key))
    return put_forward_words(found, text_in(offered, "title").lang) if found else None


def _request_rows(solution: Solution, matches: Sequence[Match]) -> list[MatchRow]:
    ids = [record_id(match.key) for match in matches]
    found = requests_by_id(db.session, ids)
    prefetch(db.session, found.values())
    forward = put_forward(db.session, ids)
    pairs = [(match, found.get(record_id(match.key))) for match in matches]
    return [
        MatchRow(
            rank=match.rank,
            record=row,
            goals=goals_of(row.targets),
            countries=[row.country],
            organisations=_names(row, (row, "institution")),
            points=score_of(match),
            reasons=reasons_for(match.parts, solution.source_language),
            checks=points_to_check(row, solution),
            changes=changes_for(match),
            put_forward=_forward(forward, row, solution, row),
        )
        for match, row in pairs
        if row is not None and may(actor(), "request.see", row)
    ]
