"""Who enters what somebody else sent: moderators, but not for a country or an institution of their own."""

from __future__ import annotations

from app.core.permissions import Actor, Rule

Whose = tuple[str, str]  # ("country", "XA") or ("organisation", "7"), as appointments have them


def may_enter(actor: Actor, whose: Whose | None) -> bool:
    """What is their own they send themselves, with their own right."""
    own = whose is not None and whose in {(held.scope_type, held.scope_id) for held in actor.appointments}
    return actor.has("moderator") and not own


RULES: dict[str, Rule] = {"on_behalf.enter": may_enter}
