"""Who may ask about a request, who answers for its country, and who reads what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.core.db import utc_now
from app.core.permissions import Actor
from app.country_requests.models import SEEKING, CountryRequest
from app.country_requests.permissions import has_sent, is_focal_point, is_own, may_see, speaks_for
from app.organisations.permissions import acting_organisations
from app.questions.models import RequestQuestion


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the request it is about."""

    question: RequestQuestion
    country_request: CountryRequest


def may_ask(actor: Actor, row: CountryRequest) -> bool:
    """Whoever could offer: an institution's editor of another side, while questions are taken."""
    is_candidate = bool(acting_organisations(actor)) and not is_own(actor, row)
    return is_candidate and may_see(actor, row) and takes_questions(row)


def takes_questions(row: CountryRequest) -> bool:
    today = utc_now().date()
    last = row.questions_until or row.deadline
    return row.status in SEEKING and (last is None or today <= last)


def may_answer(actor: Actor, subject: Asked) -> bool:
    """In the country's name: its focal point, or whoever sent the request; once."""
    row = subject.country_request
    answers = is_focal_point(actor, row) or (has_sent(actor, row) and row.entered_by is None)
    return answers and subject.question.answered_at is None


def may_see_question(actor: Actor, subject: Asked) -> bool:
    """Answered: whoever reads the request. Before: the country's people, moderators, and whoever asked."""
    if not may_see(actor, subject.country_request):
        return False
    asked = actor.is_signed_in and subject.question.asked_by == actor.person_id
    return subject.question.answered_at is not None or asked or may_receive(actor, subject.country_request)


def may_receive(actor: Actor, row: CountryRequest) -> bool:
    return is_own(actor, row) or actor.has("moderator")


RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "question.ask": may_ask,
    "question.answer": may_answer,
    "question.see": may_see_question,
}


def speaks_for_its_country(actor: Actor, subject: Asked) -> bool:
    return speaks_for(actor, subject.country_request)


PROOFS: dict[str, Callable[[Actor, Any], bool]] = {"question.answer": speaks_for_its_country}
