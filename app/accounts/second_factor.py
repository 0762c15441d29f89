"""A person's second factor: setting it up, showing it, and what is left when the phone is gone."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Passkey, RecoveryCode, SecondFactor
from app.accounts.one_time_codes import OneTimeCodes, new_recovery_codes
from app.core.audit import record_act
from app.core.permissions import Actor

POWER = ("moderator", "administrator")
NEEDED_BY = ("focal-point", "organisation-verifier", *POWER)


class Shown(StrEnum):
    """What became of a code that somebody typed."""

    APP = "app"
    PASSKEY = "passkey"
    RECOVERY = "recovery"
    WRONG = "wrong"

    @property
    def is_proof(self) -> bool:
        return self != Shown.WRONG


def is_needed_by(actor: Actor) -> bool:
    """Whether this person's roles ask for one: those with power, and those that speak for a country."""
    return any(actor.has(role) for role in NEEDED_BY)


def has_power(actor: Actor) -> bool:
    """Whether this person's roles reach beyond their own country and institution."""
    return any(actor.has(role) for role in POWER)


def second_factor_of(session: Session, person_id: int) -> SecondFactor | None:
    return session.get(SecondFactor, person_id)


def is_on(session: Session, person_id: int) -> bool:
    """Whether signing in asks for more than the password: a code of the app, or a passkey."""
    passkey = select(col(Passkey.id)).where(col(Passkey.person_id) == person_id).limit(1)
    return second_factor_of(session, person_id) is not None or session.scalar(passkey) is not None


def set_up(
    session: Session, person_id: int, *, secret: str, counter: int | None, codes: OneTimeCodes, by: Actor, now: datetime
) -> list[str]:
    """Take `secret` as the person's, in place of an earlier one; the new recovery codes, for this time in plain."""
    row = session.get(SecondFactor, person_id, with_for_update=True) or SecondFactor(
        person_id=person_id, secret="", since=now
    )
    row.secret, row.last_counter, row.since = secret, counter, now
    session.add(row)
    session.flush()
    _note(session, person_id, "set up second factor", by=by, now=now)
    return _renew(session, person_id, codes)


def renew_recovery_codes(
    session: Session, person_id: int, *, codes: OneTimeCodes, by: Actor, now: datetime
) -> list[str]:
    """Ten new ones; the old ones work no more."""
    _note(session, person_id, "renew recovery codes", by=by, now=now)
    return _renew(session, person_id, codes)


def recovery_codes_left(session: Session, person_id: int) -> int:
    unused = (col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def show(session: Session, person_id: int, typed: str, *, codes: OneTimeCodes, now: datetime) -> Shown:
    """Look at a code from the app, or a recovery code. How many may be tried: `app.accounts.limits`."""
    row = session.get(SecondFactor, person_id, with_for_update=True)
    if row is not None and codes.is_right(typed, row):
        return Shown.APP
    return Shown.RECOVERY if _use_recovery_code(session, person_id, typed, codes, now) else Shown.WRONG


def turn_off(session: Session, person_id: int, *, by: Actor, now: datetime) -> None:
    """From now on the password alone signs this person in, and what needs a second factor is closed to them."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    session.execute(delete(SecondFactor).where(col(SecondFactor.person_id) == person_id))
    session.execute(delete(Passkey).where(col(Passkey.person_id) == person_id))
    _note(session, person_id, "turn off second factor", by=by, now=now)


def _use_recovery_code(session: Session, person_id: int, typed: str, codes: OneTimeCodes, now: datetime) -> bool:
    used = (
        update(RecoveryCode)
        .where(
            col(RecoveryCode.person_id) == person_id,
            col(RecoveryCode.digest).in_(codes.digests(person_id, typed)),
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=now)
    )
    return bool(session.execute(used).rowcount)  # type: ignore[attr-defined]


def _renew(session: Session, person_id: int, codes: OneTimeCodes) -> list[str]:
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    plain = new_recovery_codes()
    session.add_all(RecoveryCode(person_id=person_id, digest=codes.digest(person_id, code)) for code in plain)
    session.flush()
    return plain


def _note(session: Session, person_id: int, act: str, *, by: Actor, now: datetime) -> None:
    record_act(session, by=by, act=act, object_type="person", object_id=person_id, now=now)
