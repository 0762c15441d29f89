"""Who stands behind a request: its country; an invented country's request is an example."""

from __future__ import annotations

from app.core.records import Standing
from app.taxonomy import vocabulary


def standing_of(country: str) -> Standing:
    place = vocabulary().places.get(country)
    return Standing.EXAMPLE if place is not None and place.example else Standing.CONFIRMED
