"""The section "new matches": solutions for a country's requests, requests for an institution's solutions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.bidi import isolated_in
from app.core.i18n import current_language, direction_of
from app.core.index import catalogue
from app.core.mail import absolute_url
from app.core.records import Standing
from app.core.words import listed
from app.digest.selection import Candidate, Reason, Told, Window
from app.recommendations.reasons import reasons_for
from app.recommendations.service import MatchForMail, matches_for_person
from app.taxonomy.naming import term_names
from app.translation.service import LocalText, text_in


def new_matches(session: Session, subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    """Nothing for those who have no account and so act for nobody."""
    if subscriber.person_id is None:
        return ()
    found = matches_for_person(catalogue(), session, subscriber.person_id, standing=window.standings, now=window.now)
    return [_candidate(match) for match in found]


def _candidate(match: MatchForMail) -> Candidate:
    request, solution = f"request:{match.request.key}", f"solution:{match.solution.key}"
    return Candidate(
        item=f"{request}/{solution}",
        version=match.version,
        score=match.score,
        group=request if match.direction == "solutions" else solution,
        standings=frozenset({match.request.standing.value, match.solution.standing.value}),
        tell=lambda: _told(match),
    )


def _told(match: MatchForMail) -> Told:
    reasons = reasons_for(match.parts)
    offered = match.solution if match.direction == "solutions" else match.request
    if match.direction == "solutions":
        title, countries = text_in(match.solution, "title"), match.solution.countries_of_origin
        url = absolute_url("solutions.show", solution_id=match.solution.key)
        own = text_in(match.request, "title")
        because = (
            _("It could meet your request “%(title)s” (%(language)s).", title=own.text, language=own.label)
            if own.label
            else _("It could meet your request “%(title)s”.", title=own.text)
        )
        because_url = absolute_url("recommendations.for_request", request_id=match.request.key)
        because_label = _("All matches of this request")
    else:
        title, countries = text_in(match.request, "title"), [match.request.country]
        url = absolute_url("country_requests.by_number", number=match.request.key)
        own = text_in(match.solution, "title")
        because = (
            _("Your solution “%(title)s” (%(language)s) could meet it.", title=own.text, language=own.label)
            if own.label
            else _("Your solution “%(title)s” could meet it.", title=own.text)
        )
        because_url = absolute_url("recommendations.for_solution", solution_id=match.solution.key)
        because_label = _("All requests for this solution")
    return _as_told(
        title,
        url=url,
        facts=plain(listed(term_names("places", countries))),
        because=because,
        because_url=because_url,
        because_label=because_label,
        example=offered.standing == Standing.EXAMPLE,
        points=sum(reason.points for reason in reasons),
        reasons=tuple(Reason(reason.words, plain(reason.words)) for reason in reasons),
    )


def _as_told(title: LocalText, **facts: object) -> Told:
    return Told(title=title.text, lang=title.lang, dir=title.dir, label=title.label, **facts)  # type: ignore[arg-type]


def plain(words: Markup) -> str:
    """`words` without tags, names still kept whole where they could disturb the sentence."""
    way = direction_of(current_language())
    marked = re.sub("<bdi[^>]*>(.*?)</bdi>", lambda found: str(isolated_in(way, found[1])), words)
    return Markup(marked).striptags()  # noqa: S704 - escaped before
