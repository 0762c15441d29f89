"""People, what they are appointed to, their sessions, and whoever receives mail."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import JSON, BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class Person(UserMixin, SQLModel, table=True):
    __tablename__ = "person"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)  # type: ignore[assignment]
    email: str = Field(max_length=320, unique=True)
    password: str | None = Field(default=None, max_length=255)
    name: str = Field(default="", max_length=120)
    locale: str = Field(default="en", max_length=12)
    zone: str = Field(default="UTC", max_length=60)  # IANA time zone
    active: bool = True
    fs_uniquifier: str = Field(max_length=64, unique=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    demo: bool = False  # one of the people that `crux demo` brings

    def __repr_args__(self) -> Any:
        return [("id", self.id)]  # never the password hash, never the address


class NoRole(RoleMixin, SQLModel):
    """The sign-in library wants a class for global roles; we have none, appointments take their place."""

    name: str = ""


class Appointment(SQLModel, table=True):
    """Who may act as what, for what, from when to when, and by whose letter."""

    __tablename__ = "appointment"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=40)
    scope_type: str = Field(max_length=20)  # country, organisation, language, window, site
    scope_id: str = Field(max_length=40)  # country code, organisation number, language code; "" for site
    valid_from: date
    valid_to: date | None = None
    appointed_by: int | None = Field(default=None, foreign_key="person.id")
    document: str | None = Field(default=None, max_length=300)  # the letter: its reference and date
    office: str | None = Field(default=None, max_length=200)  # for which the person acts; what the public may read


class LetterState(StrEnum):
    PROPOSED = "proposed"
    CONTESTED = "contested"  # another office holds the place; the earlier appointment stays in force
    IN_FORCE = "in_force"  # confirmed: the appointment was made
    SET_ASIDE = "set_aside"


class Letter(SQLModel, table=True):
    """A letter that appoints somebody for a country, how it was checked, and what became of it."""

    __tablename__ = "letter"
    __table_args__: ClassVar[Any] = {"sqlite_autoincrement": True}
    id: int | None = Field(default=None, primary_key=True)
    version: int = 1
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(max_length=40)
    country: str = Field(max_length=3, index=True)
    office: str = Field(max_length=200)
    reference: str = Field(max_length=200)
    letter_date: date
    valid_to: date
    called_number: str = Field(max_length=60)
    listed_at: str = Field(max_length=300)  # where the number is to be found, so that anybody can check
    called_on: date
    called_by: int | None = Field(default=None, foreign_key="person.id")
    proposed_by: int | None = Field(default=None, foreign_key="person.id")
    proposed_at: datetime = Field(sa_type=Instant)
    state: LetterState = Field(default=LetterState.PROPOSED, sa_type=choice_of(LetterState))
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    note: str = ""  # why it was set aside, or prevails
    appointment_id: int | None = Field(default=None, foreign_key="appointment.id")


class SignInSession(SQLModel, table=True):
    """A browser that is, or may come to be, signed in. Only the hash of its cookie is stored."""

    __tablename__ = "sign_in_session"
    id: str = Field(primary_key=True, max_length=64)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    content: str = Field(default="{}")
    device: str = Field(default="", max_length=200)
    created_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)


class Subscriber(SQLModel, table=True):
    """An address that receives mail; a person's own, or one that only follows a search."""

    __tablename__ = "subscriber"
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=320, unique=True)
    name: str = Field(default="", max_length=120)
    locale: str = Field(default="en", max_length=12)
    zone: str = Field(default="UTC", max_length=60)
    person_id: int | None = Field(default=None, foreign_key="person.id", unique=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    frequency: str = Field(default="weekly", max_length=12)  # off, weekly, monthly
    weekday: int = 0  # 0 = Monday, local
    hour: int = 7  # local
    paused_until: date | None = None  # the first day, local, on which mail comes again
    unwanted: list[str] = Field(default_factory=list, sa_type=JSON)  # topics of the digest that are left out
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)  # unsubscribed
    created_at: datetime = Field(sa_type=Instant)


class SecondFactor(SQLModel, table=True):
    """The app on a person's phone that makes one-time codes."""

    __tablename__ = "second_factor"
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    secret: str = Field(max_length=400)  # encrypted with a key of the settings
    last_counter: int | None = None  # the newest code that was taken: none is taken twice
    since: datetime = Field(sa_type=Instant)

    def __repr_args__(self) -> Any:
        return [("person_id", self.person_id)]


class RecoveryCode(SQLModel, table=True):
    """For the day on which the phone is lost: works once. Only its keyed hash is kept."""

    __tablename__ = "recovery_code"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    digest: str = Field(max_length=64)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class Passkey(SQLModel, table=True):
    """A key that a person's device or security key keeps; the site knows its public half."""

    __tablename__ = "passkey"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    name: str = Field(max_length=120)
    credential_id: str = Field(max_length=1400, unique=True)  # base64url, as it travels
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = Field(default=0, sa_type=BigInteger)  # where the device counts: a smaller one is a copy's
    made_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)

    def __repr_args__(self) -> Any:
        return [("id", self.id)]


class AddressChange(SQLModel, table=True):
    """A wish for another e-mail address: until the new mailbox confirms it, and while the old one can take it back."""

    __tablename__ = "address_change"
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    old_email: str = Field(max_length=320)
    new_email: str = Field(max_length=320)
    asked_at: datetime = Field(sa_type=Instant)
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    stopped_at: datetime | None = Field(default=None, sa_type=Instant)
