"""Who may see and set a country's own rules: its focal points, and nobody else, moderators included."""

from __future__ import annotations

from app.core.permissions import Actor, Rule


def is_its_focal_point(actor: Actor, country: str) -> bool:
    return actor.has("focal-point", "country", country)


RULES: dict[str, Rule] = {"country.see_rules": is_its_focal_point, "country.set_rules": is_its_focal_point}
PROOFS: dict[str, Rule] = {"country.set_rules": is_its_focal_point}  # they are set in the country's name
