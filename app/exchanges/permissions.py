"""Who may see a documented exchange."""

from __future__ import annotations

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.exchanges.models import Exchange

PUBLISHED = "published"


def may_see(actor: Actor, exchange: Exchange) -> bool:
    return exchange.status == PUBLISHED and is_shown_to(actor, exchange)


def may_confirm(actor: Actor, exchange: Exchange) -> bool:
    """The focal point of a country that took it up, and nobody else, moderators included."""
    held = actor.scopes("focal-point", "country")
    return may_see(actor, exchange) and not held.isdisjoint(exchange.partner_countries)


RULES: dict[str, Rule] = {"exchange.see": may_see, "exchange.confirm": may_confirm}
