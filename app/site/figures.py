"""The live figures of the home page: counted from the index, each for exactly what its label says.

Invented examples are in none of them, and what was documented from public sources is never counted
together with what institutions confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import ngettext

from app.core.index import catalogue
from app.core.records import Standing

PUBLIC = frozenset({"public"})


@dataclass(frozen=True, slots=True)
class Figure:
    number: int
    label: str
    url: str


def figures() -> list[Figure]:
    """Solutions, exchanges, countries and goals, of what is public and not invented."""
    confirmed = _how_many("solution", Standing.CONFIRMED)
    documented = _how_many("solution", Standing.DOCUMENTED)
    exchanges = _how_many("exchange", Standing.DOCUMENTED)
    countries, goals = _covered("country"), _covered("goal")
    listed, exchanges_listed = url_for("solutions.index"), url_for("exchanges.index")
    found = [
        Figure(documented, ngettext("documented solution", "documented solutions", documented), listed),
        Figure(exchanges, ngettext("documented exchange", "documented exchanges", exchanges), exchanges_listed),
        Figure(countries, ngettext("country with a solution", "countries with a solution", countries), listed),
        Figure(goals, ngettext("of the 17 goals served", "of the 17 goals served", goals), listed),
    ]
    if confirmed:
        label = ngettext(
            "solution confirmed by its institution", "solutions confirmed by their institutions", confirmed
        )
        found.insert(0, Figure(confirmed, label, listed))
    return found


def _how_many(kind: str, standing: Standing) -> int:
    page = catalogue().search(audience=PUBLIC, standing={standing}, filters={"kind": {kind}}, limit=0)
    return page.total


def _covered(facet: str) -> int:
    """How many different codes of `facet` the solutions have."""
    standing = {Standing.CONFIRMED, Standing.DOCUMENTED}
    counts = catalogue().count(audience=PUBLIC, standing=standing, filters={"kind": {"solution"}}, facets=[facet])
    return len(counts[facet])
