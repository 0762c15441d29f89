"""Points to check: what the match does not tell, or what differs, before anybody writes a letter."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.core.i18n import language_name
from app.core.records import Standing
from app.core.words import listed
from app.country_requests.models import CountryRequest
from app.solutions.models import Solution


def points_to_check(request: CountryRequest, solution: Solution) -> list[Markup]:
    """Sentences for the side that asks, most telling first; empty when nothing is open."""
    points = [
        _languages(request, solution),
        _modalities(request, solution),
        _lead_time(request, solution),
        _days_left(solution),
        _confirmation(solution),
    ]
    return [point for point in points if point]


def _languages(request: CountryRequest, solution: Solution) -> Markup | None:
    if not request.languages:
        return None
    if not solution.delivery_languages:
        return escape(_("Its working languages are not stated."))
    if set(request.languages) & set(solution.delivery_languages):
        return None
    wanted = listed((language_name(code) for code in request.languages), "or")
    return escape(_("No team that works in %(languages)s is listed.")) % {"languages": wanted}


def _modalities(request: CountryRequest, solution: Solution) -> Markup | None:
    if not request.modalities or set(request.modalities) & set(solution.modalities):
        return None
    return escape(_("None of the ways of working you asked for is listed."))


def _lead_time(request: CountryRequest, solution: Solution) -> Markup | None:
    earliest = solution.earliest_date
    if request.start is None or earliest is None or earliest <= request.start:
        return None
    day = format_date(earliest, "long")
    return escape(_("The institution can start on %(day)s at the earliest, later than the request asks.", day=day))


def _days_left(solution: Solution) -> Markup | None:
    """None stated is unknown; zero is the institution's own word."""
    return escape(_("No expert-days are left this year.")) if solution.expert_days == 0 else None


def _confirmation(solution: Solution) -> Markup | None:
    if solution.standing != Standing.DOCUMENTED:
        return None
    return escape(_("Written from public sources; the institution has not confirmed it."))
