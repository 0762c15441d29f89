"""Who may see matches and answer them: the people of the side that they are for, and moderators."""

from __future__ import annotations

from app.core.permissions import Actor, Rule
from app.country_requests.models import CountryRequest
from app.country_requests.permissions import has_sent
from app.solutions.models import Solution

FOR_THE_COUNTRY = ("focal-point", "team-assistant")


def may_see_solutions_for(actor: Actor, request: object) -> bool:
    return isinstance(request, CountryRequest) and (
        actor.has("moderator")
        or has_sent(actor, request)
        or any(actor.has(role, "country", request.country) for role in FOR_THE_COUNTRY)
    )


def may_answer_for(actor: Actor, request: object) -> bool:
    """An answer is the country's word: its focal point's, or the person's who wrote the request."""
    return isinstance(request, CountryRequest) and (
        actor.has("focal-point", "country", request.country) or has_sent(actor, request)
    )


def may_see_requests_for(actor: Actor, subject: object) -> bool:
    """`subject` is a solution with the ids of its organisations."""
    if not isinstance(subject, tuple):
        return False
    solution, organisations = subject
    return isinstance(solution, Solution) and (
        actor.has("moderator")
        or any(actor.has("organisation-editor", "organisation", str(key)) for key in organisations)
    )


def may_replay(actor: Actor, _request: object) -> bool:
    """What was shown to others, to answer for it."""
    return actor.has("moderator")


def may_override(actor: Actor, subject: object) -> bool:
    """`subject`: a request, a solution or none yet, the ids of its organisations. Nobody decides on their own."""
    if not isinstance(subject, tuple):
        return False
    request, solution, organisations = subject
    countries = {request.country, *(solution.countries_of_origin if solution else ())}
    about = {*(("country", code) for code in countries), *(("organisation", str(key)) for key in organisations)}
    own = {(held.scope_type, held.scope_id) for held in actor.appointments}
    return actor.has("moderator") and not own & about and request.submitted_by != actor.person_id


def speaks_for_country(actor: Actor, request: object) -> bool:
    return isinstance(request, CountryRequest) and actor.has("focal-point", "country", request.country)


RULES: dict[str, Rule] = {
    "request.see_matches": may_see_solutions_for,
    "request.answer_match": may_answer_for,
    "solution.see_matches": may_see_requests_for,
    "request.replay_matches": may_replay,
    "request.override_matches": may_override,
}
PROOFS: dict[str, Rule] = {"request.answer_match": speaks_for_country}
