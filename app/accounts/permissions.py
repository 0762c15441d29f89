"""Who may see and change an account: its own person."""

from __future__ import annotations

from app.accounts.models import Person, SignInSession
from app.core.permissions import Actor, Rule


def is_own(actor: Actor, subject: object) -> bool:
    if isinstance(subject, Person):
        return subject.id == actor.person_id
    return isinstance(subject, SignInSession) and actor.is_signed_in and subject.person_id == actor.person_id


RULES: dict[str, Rule] = {"account.see": is_own, "account.edit": is_own, "session.end": is_own}
