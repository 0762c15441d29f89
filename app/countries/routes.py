"""Through the focal point or directly: which way an institution may go to a possible partner, and what its focal point
has to say or gets to read before anything arrives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.permissions import Actor
from app.countries.clearance import ask_clearance
from app.countries.models import ClearanceRule, ClearedAct, Route
from app.countries.service import effective_rule


class NotDirectly(Exception):
    """By its country's rule the institution goes through its focal point."""


@dataclass(frozen=True, slots=True)
class Institution:
    """What a country's rules ask of an institution: its country, if it is of any, and whether it is a state body."""

    country: str | None
    state_body: bool


@dataclass(frozen=True, slots=True)
class Asked:
    waits: bool = False  # for the focal point's word
    is_read: bool = False  # by the focal point: to clear it, or as a copy


def may_go_directly(session: Session, institution: Institution, acts: Sequence[ClearedAct]) -> bool:
    """Whether the country lets it write to a partner by itself; nobody's focal point clears for one of no country."""
    return all(rule != ClearanceRule.CLEARS for rule in _rules(session, institution, acts).values())


def ask_on_the_way(
    session: Session,
    institution: Institution,
    acts: Sequence[ClearedAct],
    route: Route,
    *,
    object_type: str,
    object_id: int,
    by: Actor,
    now: datetime,
) -> Asked:
    """Ask the focal point, or let a copy be sent. What is several acts at once is asked as the first of `acts`."""
    if institution.country is None:
        return Asked()
    facts: dict[str, Any] = {"country": institution.country, "object_type": object_type, "object_id": object_id}
    facts |= {"by": by, "now": now, "state_body": institution.state_body}
    if route == Route.VIA_FOCAL_POINT:
        clearance = ask_clearance(session, act=acts[0], at_own_wish=True, **facts)
        return Asked(waits=clearance is None or not clearance.is_cleared, is_read=True)
    copied = [act for act, rule in _rules(session, institution, acts).items() if rule == ClearanceRule.COPIED]
    for act in copied[:1]:  # one copy, whichever rule asks for it
        ask_clearance(session, act=act, **facts)
    return Asked(is_read=bool(copied))


def _rules(session: Session, institution: Institution, acts: Sequence[ClearedAct]) -> dict[ClearedAct, ClearanceRule]:
    if institution.country is None:
        return {}
    country, state_body = institution.country, institution.state_body
    return {act: effective_rule(session, country, act, state_body=state_body) for act in acts}
