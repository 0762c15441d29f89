"""Answering a match from the mail: the link asks once more, the button answers. No account need be signed in.

The link is the right to one act, as long as its reader still has it on the site. What is answered reaches the
ranker's record, where nobody else reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.accounts.service import appointments_in_force
from app.core.db import db, utc_now, writing
from app.core.index import catalogue
from app.core.links import LinkExpired
from app.core.permissions import Actor, audience_of, is_entitled
from app.country_requests.models import CountryRequest
from app.digest.matches import OFFERS
from app.digest.selection import standings_mailed
from app.digest.tokens import answered_behind
from app.recommendations import service
from app.recommendations.forms import WHY_CHOICES, AnswerForm, answer_words
from app.recommendations.selection import Masks, match_between, organisations_of
from app.solutions.models import Solution

bp = Blueprint("match_answers", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose answer to which match; `direction` is what the person was offered."""

    who: Actor
    country_request: CountryRequest
    solution: Solution
    direction: str

    @property
    def record(self) -> CountryRequest | Solution:
        return self.solution if self.direction == "solutions" else self.country_request


@bp.route("/<token>/<any('interested', 'not-relevant', 'in-contact'):answer>", methods=["GET", "POST"])
def show(token: str, answer: str) -> ResponseReturnValue:
    """Only asks on GET: programs that follow every link of a mail answer nothing."""
    asked, form = _asked(token), AnswerForm()
    kept = form.validate_on_submit()
    if kept:
        _keep(asked, form)
        asked = _asked(token)
    page = render_template(
        "digest/answer.html",
        offer=OFFERS[asked.direction](asked.country_request, asked.solution),
        direction=asked.direction,
        answer=form.answer.data if kept else answer,
        kept=kept,
        form=form,
        words=answer_words(),
        why_choices=WHY_CHOICES,
        example=asked.record.standing == "example",
    )
    return page, form.status if request.method == "POST" else 200


def _asked(token: str) -> Asked:
    """410 when the link, the records or the person's right are over."""
    try:
        person_id, request_id, solution_id, direction = answered_behind(token) or abort(404)
    except LinkExpired:
        abort(410)
    person = db.session.get(Person, person_id)
    country_request, solution = db.session.get(CountryRequest, request_id), db.session.get(Solution, solution_id)
    if person is None or not person.active or country_request is None or solution is None:
        abort(410)
    who = Actor(person_id=person_id, appointments=appointments_in_force(db.session, person_id, utc_now().date()))
    asked = Asked(who, country_request, solution, direction)
    return asked if _may_answer(asked) and _sees_both(asked) else abort(410)


def _may_answer(asked: Asked) -> bool:
    if asked.direction == "solutions":
        return is_entitled(asked.who, "request.answer_match", asked.country_request)
    subject = (asked.solution, organisations_of(db.session, asked.solution.key))
    return is_entitled(asked.who, "solution.see_matches", subject)


def _sees_both(asked: Asked) -> bool:
    """Since the mail a record may have been withdrawn or hidden: then not even its title is told."""
    return is_entitled(asked.who, "solution.see", asked.solution) and is_entitled(
        asked.who, "request.see", asked.country_request
    )


def _keep(asked: Asked, form: AnswerForm) -> None:
    """With the features of the match as it stands now, if it still is one."""
    masks = Masks(audience_of(asked.who), standings_mailed(demo=current_app.config["DEMO"]))
    match = match_between(
        catalogue(), db.session, asked.country_request, asked.solution, masks, direction=asked.direction
    )
    request_id, solution_id = asked.country_request.key, asked.solution.key
    with writing() as session:
        service.answer_match(
            session,
            request_id=request_id,
            solution_id=solution_id,
            answer=str(form.answer.data),
            why=form.why.data or None,
            match=match,
            by=asked.who,
            now=utc_now(),
        )
