"""One record of each kind, and the addresses of every type of page that anybody may read."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.records import Standing
from tests.factories import a_solution, an_exchange, an_organisation

SOURCE: dict[str, Any] = {
    "standing": Standing.DOCUMENTED,
    "source_title": "Annual report",
    "source_url": "https://example.org/report",
    "source_quote": "cisternas para las escuelas",
    "source_quote_language": "es",
    "retrieved_on": date(2026, 11, 22),
    "recorded_on": date(2026, 11, 23),
    "assigned_by_catalogue": ["claims", "goals", "sectors"],
}
PAGES = (
    "/en/",
    "/en/solutions",
    "/en/solutions?q=tanks&goal=6&sort=newest",
    "/en/solutions/1-rainwater-tanks-for-schools",
    "/en/exchanges",
    "/en/exchanges/1-rainwater-tanks-two-countries",
    "/en/organisations",
    "/en/organisations/1-rural-water-institute",
    "/en/about",
    "/en/claim/solution/1",
)


def one_of_each(session: Session) -> None:
    institute = an_organisation(session, country="KEN", **SOURCE)
    tanks = a_solution(
        session,
        approach="Parents build cisterns.",
        claims=("6",),
        sectors=["education"],
        countries_of_origin=["KEN"],
        owner=institute,
        **SOURCE,
    )
    an_exchange(
        session,
        solution_id=tanks.key,
        provider_countries=["KEN"],
        partner_countries=["MWI"],
        goals=["6"],
        sectors=["education"],
        year_from=2012,
        year_to=2015,
        owner=institute,
        **SOURCE,
    )
