"""What accounts keep about a person, and a person's going: the account is emptied, its number stays."""

from __future__ import annotations

import io
import json
import secrets
import zipfile
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import (
    AddressChange,
    Appointment,
    Letter,
    Passkey,
    Person,
    RecoveryCode,
    SecondFactor,
    SignInSession,
    Subscriber,
)
from app.accounts.service import end_all_sessions, end_appointment
from app.core import personal
from app.core.audit import record_act
from app.core.csv_cells import csv_text
from app.core.permissions import Actor

EXPORT, DELETE = "export account", "delete account"


def tell(session: Session, person_id: int) -> personal.Parts:
    def own(model: Any) -> Any:
        return session.scalars(select(model).where(model.person_id == person_id))

    person = session.get_one(Person, person_id)
    return {
        "person": personal.rows_as_told([person], without={"password", "fs_uniquifier"}),
        "appointments": personal.rows_as_told(own(Appointment)),
        "letters": personal.rows_naming(session, Letter, person_id),
        "sessions": personal.rows_as_told(own(SignInSession), without={"id", "content"}),
        "subscriptions": personal.rows_as_told(own(Subscriber)),
        "address_changes": personal.rows_as_told(own(AddressChange)),
        "second_factor": personal.rows_as_told(own(SecondFactor), without={"secret", "last_counter"}),
        "passkeys": personal.rows_as_told(own(Passkey), without={"credential_id", "public_key", "sign_count"}),
        "recovery_codes": personal.rows_as_told(own(RecoveryCode), without={"digest"}),
    }


def forget(session: Session, person_id: int, *, now: datetime) -> None:
    """The row stays, since acts and records point to it; nothing in it tells who it was."""
    nobody = f"deleted-{person_id}@deleted.invalid"
    person = session.get_one(Person, person_id)
    person.email, person.name, person.password, person.active = nobody, "", None, False
    person.locale, person.zone, person.fs_uniquifier = "en", "UTC", secrets.token_hex(32)
    for row in session.scalars(select(Subscriber).where(col(Subscriber.person_id) == person_id)):
        row.email, row.name, row.frequency, row.stopped_at = nobody, "", "off", now
        row.confirmed_at = None
    session.execute(delete(AddressChange).where(col(AddressChange.person_id) == person_id))
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    session.execute(delete(Passkey).where(col(Passkey.person_id) == person_id))
    session.execute(delete(SecondFactor).where(col(SecondFactor.person_id) == person_id))
    end_all_sessions(session, person_id)


def delete_account(session: Session, person_id: int, *, by: Actor, now: datetime) -> None:
    """At the person's own wish: roles end today, waiting mails are cancelled, institutional records stay."""
    person = session.get_one(Person, person_id, with_for_update=True)
    email = person.email
    for row in session.scalars(select(Appointment).where(col(Appointment.person_id) == person_id)).all():
        if row.valid_to is None or row.valid_to >= now.date():
            end_appointment(session, row.id or 0, last_day=now.date(), by=by, now=now)
    personal.forget(session, person_id, email=email, by=by, now=now)
    record_act(session, by=by, act=DELETE, object_type="person", object_id=person_id, now=now)


def note_export(session: Session, person_id: int, *, by: Actor, now: datetime) -> None:
    record_act(session, by=by, act=EXPORT, object_type="person", object_id=person_id, now=now)


def export(session: Session, person_id: int) -> bytes:
    """A zip: all of it as JSON, each part as a CSV table, and the files and mails themselves."""
    parts, packed = personal.told(session, person_id), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("everything.json", json.dumps(parts, ensure_ascii=False, indent=1))
        for name, rows in parts.items():
            archive.writestr(f"{name}.csv", _table(rows))
        for name, content in personal.files_of(session, person_id):
            archive.writestr(name, content)
    return packed.getvalue()


def _table(rows: list[dict[str, Any]]) -> str:
    return csv_text([*(list(row) for row in rows[:1]), *([_cell(value) for value in row.values()] for row in rows)])


def _cell(value: Any) -> object:
    """Lists and the like as JSON."""
    return value if isinstance(value, (str, int, float)) or value is None else json.dumps(value, ensure_ascii=False)
