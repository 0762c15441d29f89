"""A person's second factor: setting it up, showing it, and what is left when the phone is gone."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import RecoveryCode, SecondFactor
from app.accounts.one_time_codes import OneTimeCodes, new_recovery_codes
from app.core.audit import record_act
from app.core.permissions import Actor

POWER = ("moderator", "administrator")
NEEDED_BY = ("focal-point", *POWER)


class Shown(StrEnum):
    """What became of a code that somebody typed."""

    APP = "app"
    RECOVERY = "recovery"
    WRONG = "wrong"

    @property
    def is_proof(self) -> bool:
        return self in {Shown.APP, Shown.RECOVERY}


def is_needed_by(actor: Actor) -> bool:
    """Whether this person's roles ask for one: those with power, and those that speak for a country."""
    return any(actor.has(role) for role in NEEDED_BY)


def has_power(actor: Actor) -> bool:
    """Whether this person's roles reach beyond their own country and institution."""
    return any(actor.has(role) for role in POWER)


def second_factor_of(session: Session, person_id: int) -> SecondFactor | None:
    return session.get(SecondFactor, person_id)


def set_up(
    session: Session, person_id: int, *, secret: str, counter: int | None, codes: OneTimeCodes, by: Actor, now: datetime
) -> list[str]:
    """Take `secret` as the person's, in place of an earlier one; the new recovery codes, for the last time in plain."""
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
    session.get_one(SecondFactor, person_id, with_for_update=True)
    _note(session, person_id, "renew recovery codes", by=by, now=now)
    return _renew(session, person_id, codes)


def recovery_codes_left(session: Session, person_id: int) -> int:
    unused = (col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None))
    return session.scalar(select(func.count()).select_from(RecoveryCode).where(*unused)) or 0


def show(session: Session, person_id: int, typed: str, *, codes: OneTimeCodes, now: datetime) -> Shown:
    """Look at a code from the app, or a recovery code. How many may be tried: `app.accounts.limits`."""
    row = session.get(SecondFactor, person_id, with_for_update=True)
    return Shown.WRONG if row is None else _look(session, row, typed, codes, now)


def turn_off(session: Session, person_id: int, *, by: Actor, now: datetime) -> None:
    """From now on the password alone signs this person in, and what needs a second factor is closed to them."""
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    session.execute(delete(SecondFactor).where(col(SecondFactor.person_id) == person_id))
    _note(session, person_id, "turn off second factor", by=by, now=now)


def _look(session: Session, row: SecondFactor, typed: str, codes: OneTimeCodes, now: datetime) -> Shown:
    if codes.is_right(typed, row):
        return Shown.APP
    used = (
        update(RecoveryCode)
        .where(
            col(RecoveryCode.person_id) == row.person_id,
            col(RecoveryCode.digest).in_(codes.digests(row.person_id, typed)),
            col(RecoveryCode.used_at).is_(None),
        )
        .values(used_at=now)
    )
    return Shown.RECOVERY if session.execute(used).rowcount else Shown.WRONG  # type: ignore[attr-defined]


def _renew(session: Session, person_id: int, codes: OneTimeCodes) -> list[str]:
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    plain = new_recovery_codes()
    session.add_all(RecoveryCode(person_id=person_id, digest=codes.digest(person_id, code)) for code in plain)
    session.flush()
    return plain


def _note(session: Session, person_id: int, act: str, *, by: Actor, now: datetime) -> None:
    record_act(session, by=by, act=act, object_type="person", object_id=person_id, now=now)
