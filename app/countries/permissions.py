"""Who may see and set a country's own rules: its focal points, and nobody else, moderators included.

Its assistants see what waits on the desk and decide nothing.
"""

from __future__ import annotations

from app.core.permissions import Actor, Rule


def is_its_focal_point(actor: Actor, country: str) -> bool:
    return actor.has("focal-point", "country", country)


def speaks_for(actor: Actor, country: str) -> bool:
    """Whether the actor's word is the country's own."""
    return is_its_focal_point(actor, country)


def may_see_desk(actor: Actor, country: str) -> bool:
    return is_its_focal_point(actor, country) or actor.has("team-assistant", "country", country)


def desks_of(actor: Actor) -> frozenset[str]:
    """The countries whose desk the actor may see."""
    return actor.scopes("focal-point", "country") | actor.scopes("team-assistant", "country")


RULES: dict[str, Rule] = {
    "country.set_rules": is_its_focal_point,
    "country.see_desk": may_see_desk,
    "country.clear": is_its_focal_point,
}
