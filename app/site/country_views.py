"""The page of a country: what it offers and seeks, with whom it has worked, and the offices that answer for it."""

from __future__ import annotations

from datetime import date

from flask import render_template

from app.core.db import db, utc_now
from app.core.i18n import current_language
from app.country_requests.views import rows_by_id as requests_by_id
from app.exchanges.selection import rows_by_id as exchanges_by_id
from app.organisations.selection import rows_by_id as organisations_by_id
from app.site.newest import newest
from app.site.offer_views import focal_point_of, offices_of, place_or_404
from app.site.views import bp
from app.solutions.selection import rows_by_id as solutions_by_id
from app.taxonomy import vocabulary
from app.taxonomy.terms import Place, by_name

AT_MOST = 5  # of each kind: the sheet is one page, the lists have the rest


@bp.get("/countries/<code>")
def country(code: str) -> str:
    place, today = place_or_404(code), utc_now().date()
    return render_template(
        "site/country.html",
        place=place,
        country=place.name(current_language()),
        today=today,
        groups=groups_in_force(place, today),
        solutions=newest("solution", lambda ids: solutions_by_id(db.session, ids), limit=AT_MOST, country=code),
        exchanges=newest("exchange", lambda ids: exchanges_by_id(db.session, ids), limit=AT_MOST, country=code),
        requests=newest("request", requests_by_id, limit=AT_MOST, country=code),
        bodies=newest("organisation", lambda ids: organisations_by_id(db.session, ids), limit=AT_MOST, country=code),
        offices=offices_of(code),
        **focal_point_of(code),
    )


def groups_in_force(place: Place, day: date) -> list[str]:
    """The groups and bodies that the country is in on that day, by name; only what was checked with its source."""
    words = vocabulary()
    held = [each for each in words.memberships[place.code] if each.holds_on(day)]
    checked = [words.groups[each.group] for each in held if each.verified or place.example]
    language = current_language()
    return [group.name(language) for group in by_name(checked, language)]
