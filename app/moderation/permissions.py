"""Who moderates what: moderators, but nobody what is of their own country or institution, or what they wrote."""

from __future__ import annotations

from app.core.db import utc_now
from app.core.permissions import Actor, Rule
from app.moderation.models import PROPOSALS, ModerationDecision, ModerationItem
from app.moderation.timing import UNDO_WITHIN


def is_moderator(actor: Actor, _subject: object = None) -> bool:
    return actor.has("moderator")


def has_interest(actor: Actor, item: ModerationItem) -> bool:
    """Whether the actor is appointed for the country or the institution it is about, or wrote it."""
    own = {(held.scope_type, held.scope_id) for held in actor.appointments}
    about = {*(("country", code) for code in item.countries), *(("organisation", key) for key in item.organisations)}
    return bool(own & about) or actor.person_id in item.authors


def may_decide(actor: Actor, item: ModerationItem) -> bool:
    """A second pair of eyes for what a moderator proposes."""
    proposed_it = item.why in PROPOSALS and item.proposed_by == actor.person_id
    return is_moderator(actor) and not has_interest(actor, item) and not proposed_it


def may_undo(actor: Actor, decision: ModerationDecision) -> bool:
    """One's own decision, for a while."""
    mine = actor.is_signed_in and decision.decided_by == actor.person_id
    return is_moderator(actor) and mine and decision.undone_at is None and utc_now() < decision.decided_at + UNDO_WITHIN


RULES: dict[str, Rule] = {
    "moderation.see": is_moderator,
    "moderation.decide": may_decide,
    "moderation.propose": is_moderator,
    "moderation.undo": may_undo,
}
