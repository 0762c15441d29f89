"""The section "new matches": solutions for a country's requests, requests for an institution's solutions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.bidi import isolated_in
from app.core.i18n import current_language, direction_of, language_name
from app.core.index import catalogue
from app.core.mail import absolute_url
from app.core.records import Standing, Visibility
from app.core.words import listed
from app.country_requests.models import CountryRequest
from app.country_requests.permissions import BEFORE_ENDORSEMENT
from app.digest.selection import Candidate, Link, Reason, Told, Window
from app.digest.tokens import answer_token
from app.recommendations.forms import answer_words
from app.recommendations.jobs import rank_for
from app.recommendations.mailed import MatchForMail, matches_for_person, record_told
from app.recommendations.overrides import put_forward
from app.recommendations.reasons import put_forward_words, reasons_for
from app.solutions.models import Solution
from app.taxonomy.naming import term_names
from app.translation.service import LocalText, text_in


def new_matches(session: Session, subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    """Nothing for those who have no account and so act for nobody."""
    if subscriber.person_id is None:
        return ()
    found = matches_for_person(catalogue(), session, subscriber.person_id, standing=window.standings, now=window.now)
    return [_candidate(session, match, subscriber.person_id, preview=window.preview) for match in found]


def rank_together(subscribers: Sequence[Subscriber], window: Window, stopping: Callable[[], bool]) -> None:
    """Each record of these readers is ranked once, however many of them it is told to."""
    people = [subscriber.person_id for subscriber in subscribers if subscriber.person_id is not None]
    rank_for(people, standing=window.standings, now=window.now, stopping=stopping)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one side of a match is offered, in words: the record, and because of what of one's own."""

    title: LocalText
    own: LocalText
    url: str
    countries: Sequence[str]
    because: str
    because_url: str
    because_label: str


def solution_for(request: CountryRequest, solution: Solution) -> Offer:
    own = text_in(request, "title")
    return Offer(
        title=text_in(solution, "title"),
        own=own,
        url=absolute_url("solutions.show", solution_id=solution.key),
        countries=solution.countries_of_origin,
        because=(
            _(
                "It could meet your request “%(title)s” (%(language)s).",
                title=own.text,
                language=language_name(own.lang),
            )
            if own.label
            else _("It could meet your request “%(title)s”.", title=own.text)
        ),
        because_url=absolute_url("recommendations.for_request", request_id=request.key),
        because_label=_("All matches of this request"),
    )


def request_for(request: CountryRequest, solution: Solution) -> Offer:
    own = text_in(solution, "title")
    return Offer(
        title=text_in(request, "title"),
        own=own,
        url=page_of(request),
        countries=[request.country],
        because=(
            _(
                "Your solution “%(title)s” (%(language)s) could meet it.",
                title=own.text,
                language=language_name(own.lang),
            )
            if own.label
            else _("Your solution “%(title)s” could meet it.", title=own.text)
        ),
        because_url=absolute_url("recommendations.for_solution", solution_id=solution.key),
        because_label=_("All requests for this solution"),
    )


def page_of(request: CountryRequest) -> str:
    """By way of signing in where the public finds nothing: the page itself could not say that it exists."""
    page = absolute_url("country_requests.by_number", number=request.key)
    return page if is_open(request) else absolute_url("security.login", next=urlsplit(page).path)


def is_open(request: CountryRequest) -> bool:
    """Whether everybody may read it."""
    return request.visibility == Visibility.PUBLIC and request.status not in BEFORE_ENDORSEMENT


OFFERS = {"solutions": solution_for, "requests": request_for}


def _candidate(session: Session, match: MatchForMail, person_id: int, *, preview: bool) -> Candidate:
    request, solution = f"request:{match.request.key}", f"solution:{match.solution.key}"
    return Candidate(
        item=f"{request}/{solution}",
        version=match.version,
        score=match.order,
        group=request if match.direction == "solutions" else solution,
        standings=match.standings,
        tell=lambda: _told(session, match, person_id, preview=preview),
        keep=lambda writing, now: record_told(writing, match, person_id=person_id, now=now),
    )


def _told(session: Session, match: MatchForMail, person_id: int, *, preview: bool) -> Told:
    """The words of both records are read now: few of what could be told is."""
    request, solution = (
        session.get_one(CountryRequest, match.request.key),
        session.get_one(Solution, match.solution.key),
    )
    reasons = reasons_for(match.parts)
    forward = put_forward(session, [request.key]).get((request.key, solution.key))
    offer = OFFERS[match.direction](request, solution)
    record = solution if match.direction == "solutions" else request
    words = [
        *([put_forward_words(forward, offer.title.lang)] if forward else []),
        *(reason.words for reason in reasons),
    ]
    return Told(
        title=offer.title.text,
        lang=offer.title.lang,
        dir=offer.title.dir,
        label=offer.title.label,
        url=offer.url,
        facts=plain(listed(term_names("places", offer.countries))),
        because=offer.because,
        because_url=offer.because_url,
        because_label=offer.because_label,
        example=record.standing == Standing.EXAMPLE,
        points=sum(reason.points for reason in reasons),
        reasons=tuple(Reason(each, plain(each)) for each in words),
        is_public=is_open(request) and solution.visibility == Visibility.PUBLIC,
        answers=tuple(Link(words, offer.url) for words in answer_words().values())
        if preview
        else tuple(_answers(match, person_id)),
    )


def _answers(match: MatchForMail, person_id: int) -> Iterator[Link]:
    """Each leads to a page that asks once more, without signing in."""
    token = answer_token(person_id, match.request.key, match.solution.key, match.direction)
    for answer, words in answer_words().items():
        yield Link(words, absolute_url("match_answers.show", token=token, answer=answer))


def plain(words: Markup) -> str:
    """`words` without tags, names still kept whole where they could disturb the sentence."""
    way = direction_of(current_language())
    marked = re.sub("<bdi[^>]*>(.*?)</bdi>", lambda found: str(isolated_in(way, found[1])), words)
    return Markup(marked).striptags()  # noqa: S704 - escaped before
