"""Who may see a documented exchange."""

from __future__ import annotations

from sqlmodel import col

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.organisations.suspended import is_hidden_from

PUBLISHED = "published"


def may_see(actor: Actor, exchange: Exchange) -> bool:
    return exchange.status == PUBLISHED and is_shown_to(actor, exchange) and not _hidden(actor, exchange)


def _hidden(actor: Actor, exchange: Exchange) -> bool:
    """Its owners are suspended, and the actor is none of those who may know."""
    from app.core.db import db

    link = ExchangeOrganisation
    return is_hidden_from(db.session, actor, link, col(link.exchange_id), exchange.key)


def may_confirm(actor: Actor, exchange: Exchange) -> bool:
    """The focal point of a country that took it up, and nobody else, moderators included."""
    held = actor.scopes("focal-point", "country")
    return may_see(actor, exchange) and not held.isdisjoint(exchange.partner_countries)


RULES: dict[str, Rule] = {"exchange.see": may_see, "exchange.confirm": may_confirm}
PROOFS: dict[str, Rule] = {"exchange.confirm": may_confirm}  # it is the country's own word
