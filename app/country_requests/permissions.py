"""Who may do what with a country request, and which of its fields they may read.

A request belongs to its country. Until the focal point endorses it, only the country's own people and the
moderators know of it; after that members do; everybody, once the focal point opens it to everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core.permissions import Actor
from app.core.records import Visibility
from app.country_requests.models import TAKES_OFFERS, ClosingReason, CountryRequest, RequestStatus

# Members learn of these statuses and those after them.
BEFORE_ENDORSEMENT = frozenset({RequestStatus.SUBMITTED})
RANKED = frozenset(RequestStatus) - BEFORE_ENDORSEMENT - {RequestStatus.CLOSED}
OPENED = TAKES_OFFERS | {RequestStatus.ENDORSED}
CLOSABLE = frozenset(RequestStatus) - {RequestStatus.PARTNERED, RequestStatus.CLOSED}
MONEY_FIELDS = frozenset({"currency", "total", "own_cash", "own_kind", "other_contributions", "gap", "instruments"})
# For moderators and the country's own people; for partners once they are chosen.
PRIVATE_FIELDS = MONEY_FIELDS | {
    "national_priority",
    "absorptive_capacity",
    "contact",
    "consent_at",
    "closing_reason",
    "closing_note",
    "wished_visibility",
}
RANK = "national_priority"  # the focal point's own word, for moderators; others of the country do not read it either
# Of no interest to any reader of the page.
INNER_FIELDS = frozenset(
    {"import_key", "submitted_by", "entered_by", "endorsed_by", "version", "created_at", "changed_at"}
)
ALL_FIELDS = frozenset(CountryRequest.model_fields)


def is_own(actor: Actor, row: CountryRequest) -> bool:
    """Whether the actor works for the request's country, or sent the request."""
    return has_sent(actor, row) or any(
        actor.has(role, "country", row.country) for role in ("focal-point", "team-assistant")
    )


def has_sent(actor: Actor, row: CountryRequest) -> bool:
    """And still may: whoever has left the office or the institution has no part in it any more."""
    return actor.is_signed_in and actor.person_id == row.submitted_by and may_create(actor, row.country)


def is_focal_point(actor: Actor, row: CountryRequest) -> bool:
    """Whose word on it is the country's: nobody's who entered it on behalf of somebody."""
    entered_it = row.entered_by is not None and row.entered_by == actor.person_id
    return not entered_it and actor.has("focal-point", "country", row.country)


def may_see(actor: Actor, row: CountryRequest) -> bool:
    if is_own(actor, row) or actor.has("moderator"):
        return True
    if row.status in BEFORE_ENDORSEMENT:
        return False
    return row.visibility == Visibility.PUBLIC or (row.visibility == Visibility.MEMBERS and actor.is_member)


def may_see_private(actor: Actor, row: CountryRequest) -> bool:
    return is_own(actor, row) or actor.has("moderator")


def may_change(actor: Actor, row: CountryRequest) -> bool:
    """Once endorsed the text is the country's word, which its focal point changes until talks begin."""
    return row.status in OPENED and is_focal_point(actor, row)


def may_take_up(actor: Actor, row: CountryRequest) -> bool:
    """What was closed without a partner may be asked for again, by whoever may write for the country."""
    over = row.status == RequestStatus.CLOSED and row.closing_reason != ClosingReason.MET_ELSEWHERE
    return over and is_own(actor, row) and may_create(actor, row.country)


def may_endorse(actor: Actor, row: CountryRequest) -> bool:
    return row.status == RequestStatus.SUBMITTED and is_focal_point(actor, row)


def may_open(actor: Actor, row: CountryRequest) -> bool:
    """Open it, or choose another audience while it takes offers."""
    return row.status in OPENED and is_focal_point(actor, row)


def may_rank(actor: Actor, row: CountryRequest) -> bool:
    """Once endorsed, where it stands among all that the country asks for."""
    return row.status in RANKED and is_focal_point(actor, row)


def may_see_rank(actor: Actor, row: CountryRequest) -> bool:
    """What stands there before the endorsement was typed by somebody else."""
    return row.endorsed_at is not None and (is_focal_point(actor, row) or actor.has("moderator"))


def may_close(actor: Actor, row: CountryRequest) -> bool:
    """The focal point; whoever sent it may withdraw it until it is endorsed."""
    if row.status not in CLOSABLE:
        return False
    return is_focal_point(actor, row) or (row.status in BEFORE_ENDORSEMENT and has_sent(actor, row))


def may_create(actor: Actor, country: str) -> bool:
    """For a country one is appointed for, or that of an organisation one edits."""
    from app.core.db import db
    from app.country_requests.selection import countries_of

    return country in countries_of(db.session, actor)


def visible_fields(actor: Actor, row: CountryRequest) -> frozenset[str]:
    """The columns of `row` that may be shown to `actor`: the one list for pages, mails and exports."""
    if not may_see(actor, row):
        return frozenset()
    shown = ALL_FIELDS - INNER_FIELDS - (frozenset() if may_see_rank(actor, row) else {RANK})
    return shown if may_see_private(actor, row) else shown - PRIVATE_FIELDS


RULES: dict[str, Callable[[Actor, Any], bool]] = {
    "request.see": may_see,
    "request.see_private": may_see_private,
    "request.create": may_create,
    "request.change": may_change,
    "request.take_up": may_take_up,
    "request.endorse": may_endorse,
    "request.rank": may_rank,
    "request.open": may_open,
    "request.close": may_close,
}


def speaks_for(actor: Actor, subject: object) -> bool:
    """Whether this would be the country's own word: a focal point's, whose sending already endorses."""
    return actor.has("focal-point", "country", subject.country if isinstance(subject, CountryRequest) else str(subject))


# In a country's name nobody acts with a password alone.
PROOFS: dict[str, Callable[[Actor, Any], bool]] = dict.fromkeys(
    ("request.create", "request.change", "request.endorse", "request.rank", "request.open", "request.close"), speaks_for
)
