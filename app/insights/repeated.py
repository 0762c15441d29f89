"""Where a solution is from and where it went, by sub-region: for the picture on its page."""

from __future__ import annotations

from collections.abc import Collection

from app.insights.origins import places_by_area
from app.taxonomy.terms import Area, Place

Groups = list[tuple[Area, list[tuple[Place, str]]]]


def repeated(origin: Collection[str], went_to: Collection[str], language: str) -> Groups:
    """The sub-regions of these countries with all their countries, each "origin", "repeated" or "".

    Empty where it went to no country that is known: a picture would say nothing.
    """
    if not set(went_to) - set(origin):
        return []
    kinds = {**dict.fromkeys(went_to, "repeated"), **dict.fromkeys(origin, "origin")}
    return [
        (area, [(place, kinds.get(place.code, "")) for place in places])
        for area, places in places_by_area(language)
        if any(place.code in kinds for place in places)
    ]
