"""One function decides every permission: `may(actor, action, subject)`. What no rule allows is denied.

An `Actor` is a value: who asks, with the appointments that are in force. Features say who may do what by
registering rules; views ask `require` (404 where even the existence is private, 403 elsewhere).

Some acts need a second factor besides the right: `may` is false without it, `is_entitled` looks at the right
alone (to show a button), and `require` then raises `SecondFactorNeeded`, which leads to the page that asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, abort, current_app, g
from werkzeug.exceptions import Forbidden

EXTENSION = "crux_permissions"
PROOFS = "crux_proofs"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held by a person within a scope: `focal-point` of `country` `XA`, say."""

    role: str
    scope_type: str
    scope_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. `person_id` is None for a visitor; only appointments in force are listed."""

    person_id: int | None = None
    name: str = ""
    appointments: frozenset[Appointment] = frozenset()
    has_proven: bool = False  # showed a second factor in this session

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def is_member(self) -> bool:
        """Members act for somebody: a country, an organisation, the site."""
        return self.is_signed_in and bool(self.appointments)

    def has(self, role: str, scope_type: str | None = None, scope_id: str | None = None) -> bool:
        return any(
            held.role == role and scope_type in {None, held.scope_type} and scope_id in {None, held.scope_id}
            for held in self.appointments
        )

    def scopes(self, role: str, scope_type: str) -> frozenset[str]:
        """The ids for which this person holds `role`: the countries of a focal point, say."""
        return frozenset(a.scope_id for a in self.appointments if (a.role, a.scope_type) == (role, scope_type))


VISITOR = Actor()
Rule = Callable[[Actor, Any], bool]


class SecondFactorNeeded(Forbidden):
    """The right is there; the second factor that goes with such an act is not."""


def register_rules(app: Flask, rules: Mapping[str, Rule], *, proofs: Mapping[str, Rule] | None = None) -> None:
    """Add a feature's rules, by action ("solution.edit"). Two rules for one action are a mistake.

    `proofs` says for which of them, and of whom, a second factor is asked.
    """
    app.extensions.setdefault(PROOFS, {}).update(proofs or {})
    known: dict[str, Rule] = app.extensions.setdefault(EXTENSION, {})
    twice = known.keys() & rules.keys()
    if twice:
        raise ValueError(f"Two rules for {sorted(twice)}")
    known.update(rules)


def may(actor: Actor, action: str, subject: object = None) -> bool:
    """Whether `actor` may do `action` to `subject` now; an action without a rule is denied."""
    return is_entitled(actor, action, subject) and not lacks_proof(actor, action, subject)


def is_entitled(actor: Actor, action: str, subject: object = None) -> bool:
    """Whether the right is there, be it with a second factor that is still to be shown."""
    rule: Rule | None = current_app.extensions.get(EXTENSION, {}).get(action)
    return rule is not None and rule(actor, subject)


def lacks_proof(actor: Actor, action: str, subject: object = None) -> bool:
    """Whether `actor` must first show a second factor to do `action` to `subject`."""
    asked: Rule | None = current_app.extensions.get(PROOFS, {}).get(action)
    return asked is not None and not actor.has_proven and asked(actor, subject)


def actor() -> Actor:
    """Who makes the present web request (a visitor, unless accounts recognised somebody)."""
    found: Actor = g.get("actor", VISITOR)
    return found


def require(action: str, subject: object = None, *, hide: bool = True) -> None:
    """Stop unless the actor may: 404 by default, since 403 would confirm that the thing exists."""
    if not is_entitled(actor(), action, subject):
        abort(404 if hide else 403)
    if lacks_proof(actor(), action, subject):
        raise SecondFactorNeeded


def audience_of(actor: Actor) -> frozenset[str]:
    """The audiences whose records this actor may find (the index's mandatory mask)."""
    if actor.has("moderator"):
        return frozenset({"public", "members", "moderators"})
    return frozenset({"public", "members"}) if actor.is_member else frozenset({"public"})
