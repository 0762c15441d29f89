"""Where solutions come from: a dot for each country, in the sub-region where UN statistics put it. Not a map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.collation import in_order
from app.core.index import catalogue
from app.core.records import Standing
from app.insights.needs import PUBLIC
from app.taxonomy import vocabulary
from app.taxonomy.terms import Area, Place


@dataclass(frozen=True, slots=True)
class Origin:
    """A country and how many solutions it has, apart by who stands behind them."""

    place: Place
    confirmed: int
    documented: int

    @property
    def kind(self) -> str:
        """The best that is known of it, as the picture shows it; "" for nothing yet."""
        return "confirmed" if self.confirmed else "documented" if self.documented else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The countries of one sub-region, in the order of their names."""

    area: Area
    origins: Sequence[Origin]

    @property
    def known(self) -> list[Origin]:
        return [origin for origin in self.origins if origin.kind]


def origins(language: str) -> list[Group]:
    """Every sub-region with its countries; example countries are in none."""
    confirmed, documented = _by_country(Standing.CONFIRMED), _by_country(Standing.DOCUMENTED)
    return [
        Group(area, [Origin(each, confirmed.get(each.code, 0), documented.get(each.code, 0)) for each in places])
        for area, places in places_by_area(language)
    ]


def places_by_area(language: str) -> Iterator[tuple[Area, list[Place]]]:
    """Every sub-region that has countries, with these in the order of their names."""
    for area in vocabulary().areas.values():
        places = [each for each in vocabulary().places.values() if each.nearest_area == area.code and not each.example]
        if places:
            yield area, in_order(places, lambda place: place.name(language), language)


def _by_country(standing: Standing) -> Mapping[str, int]:
    filters = {"kind": {"solution"}}
    return catalogue().count(audience=PUBLIC, standing={standing}, filters=filters, facets=["country"])["country"]
