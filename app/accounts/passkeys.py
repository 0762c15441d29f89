"""A person's passkeys: a second factor that is shown with a finger, a face or a key, in place of a code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import bytes_to_base64url
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app.accounts.models import Passkey, SecondFactor
from app.core.audit import record_act
from app.core.permissions import Actor

MOST = 10  # for each person


def passkeys_of(session: Session, person_id: int) -> Sequence[Passkey]:
    own = select(Passkey).where(col(Passkey.person_id) == person_id)
    return session.scalars(own.order_by(col(Passkey.id))).all()


def passkey_named(session: Session, person_id: int, credential_id: str) -> Passkey | None:
    """The person's own; another's passkey is as good as none."""
    wanted = (col(Passkey.person_id) == person_id, col(Passkey.credential_id) == credential_id)
    return session.scalars(select(Passkey).where(*wanted).with_for_update()).first()


def add(
    session: Session, person_id: int, made: VerifiedRegistration, *, name: str, by: Actor, now: datetime
) -> Passkey | None:
    """Keep the public half; None where it is kept already or there are enough."""
    credential_id = bytes_to_base64url(made.credential_id)
    known = session.scalars(select(Passkey).where(col(Passkey.credential_id) == credential_id)).first()
    if known or len(passkeys_of(session, person_id)) >= MOST:
        return None
    row = Passkey(
        person_id=person_id,
        name=name,
        credential_id=credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        made_at=now,
    )
    session.add(row)
    session.flush()
    record_act(session, by=by, act="add passkey", object_type="person", object_id=person_id, now=now)
    return row


def used(row: Passkey, shown: VerifiedAuthentication, *, now: datetime) -> None:
    row.sign_count, row.used_at = shown.new_sign_count, now


def is_last_factor(session: Session, person_id: int) -> bool:
    """Whether one passkey is all the second factor there is: it goes by turning the second factor off."""
    return session.get(SecondFactor, person_id) is None and len(passkeys_of(session, person_id)) < 2


def remove(session: Session, row: Passkey, *, by: Actor, now: datetime) -> None:
    session.delete(row)
    record_act(session, by=by, act="remove passkey", object_type="person", object_id=row.person_id, now=now)
