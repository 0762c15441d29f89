"""Who stands behind what a country or its institutions enter: they do; what is of an invented country is an example."""

from __future__ import annotations

from app.core.records import Standing
from app.taxonomy.vocabularies import vocabulary


def standing_of(country: str) -> Standing:
    place = vocabulary().places.get(country)
    return Standing.EXAMPLE if place is not None and place.example else Standing.CONFIRMED
