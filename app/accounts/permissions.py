"""Who may see and change an account: its own person. Who may appoint: moderators and administrators, by four eyes."""

from __future__ import annotations

from app.accounts.letters import is_decided_by_another
from app.accounts.models import Letter, LetterState, Person, SignInSession
from app.core.permissions import Actor, Rule


def is_own(actor: Actor, subject: object) -> bool:
    if isinstance(subject, Person):
        return subject.id == actor.person_id
    return isinstance(subject, SignInSession) and actor.is_signed_in and subject.person_id == actor.person_id


def may_appoint(actor: Actor, _subject: object) -> bool:
    return actor.has("moderator") or actor.has("administrator")


def may_confirm(actor: Actor, letter: Letter) -> bool:
    """The second pair of eyes: neither who proposed it nor who is appointed by it."""
    is_second = may_appoint(actor, letter) and is_decided_by_another(letter, actor.person_id)
    return is_second and letter.state in {LetterState.PROPOSED, LetterState.CONTESTED}


def may_set_aside(actor: Actor, letter: Letter) -> bool:
    return may_appoint(actor, letter) and letter.state == LetterState.PROPOSED


RULES: dict[str, Rule] = {
    "account.see": is_own,
    "account.edit": is_own,
    "session.end": is_own,
    "appointment.see": may_appoint,
    "appointment.propose": may_appoint,
    "appointment.confirm": may_confirm,
    "appointment.set_aside": may_set_aside,
    "appointment.end": may_appoint,
}
