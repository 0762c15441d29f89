"""The demonstration's requests: invented needs of example countries, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from sqlalchemy.orm import Session

from app.core.fixtures import FixtureLine, Loaded, put, read_lines
from app.core.records import Standing, Visibility
from app.countries.selection import focal_points
from app.country_requests.facts import gap_of
from app.country_requests.form_money import INSTRUMENTS
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.search import KIND, TABLE
from app.taxonomy import vocabulary
from app.taxonomy.codes import MOST_TARGETS, Claimed, Country, Modality, Sector
from app.translation.demo import Translations, put_translations


def _invented(code: str) -> str:
    if not vocabulary().places[code].example:
        raise ValueError(f"{code} is a real country: nobody but its own people may enter its requests")
    return code


def _one_of(known: Callable[[], Container[str]]) -> AfterValidator:
    def check(code: str) -> str:
        if code not in known():
            raise ValueError(f"{code!r} is not listed")
        return code

    return AfterValidator(check)


PUBLISHED = date(2026, 11, 2)  # fixed, so that loading again changes nothing
ExampleCountry = Annotated[Country, AfterValidator(_invented)]
Area = Annotated[str, _one_of(lambda: vocabulary().areas)]
Language = Annotated[str, _one_of(lambda: vocabulary().languages)]
Instrument = Annotated[str, _one_of(lambda: INSTRUMENTS)]


class RequestLine(FixtureLine):
    """One line of requests.jsonl: the columns of a request by their names; amounts in `currency`."""

    country: ExampleCountry
    status: Literal["submitted", "endorsed", "open"] = "open"
    visibility: Literal["public", "members", "moderators"] = "public"
    published_on: date = PUBLISHED
    source_language: Language = "en"

    institution: str = Field(min_length=1, max_length=200)
    ministry: str | None = None
    national_priority: int | None = Field(default=None, ge=1, le=100)

    title: str = Field(min_length=1, max_length=120)
    problem: str = Field(min_length=1)
    who_is_affected: str | None = None
    where: str | None = None
    causes: str | None = None
    efforts: str | None = None
    deadline: date | None = None

    plan_reference: str | None = None
    targets: list[Claimed] = Field(default=[], max_length=MOST_TARGETS)
    sectors: list[Sector] = []
    gender_marker: int | None = Field(default=None, ge=0, le=2)

    outcome: str | None = None
    indicators: str | None = None
    modalities: list[Modality] = []
    languages: list[Language] = []
    preferred_regions: list[Area] = []
    practical_requirements: str | None = None
    must_speak: list[Language] = []
    must_offer: list[Modality] = []
    start: date | None = None
    duration_months: int | None = Field(default=None, ge=1, le=120)
    remote_possible: bool | None = None

    currency: str | None = Field(default=None, min_length=3, max_length=3)
    total: Decimal | None = None
    own_cash: Decimal | None = None
    own_kind: Decimal | None = None
    other_contributions: Decimal | None = None
    instruments: list[Instrument] = []

    absorptive_capacity: str | None = None
    sustainability: str | None = None
    monitoring: str | None = None
    contact: str | None = None
    translations: Translations = {}


HANGING = {"key", "status", "visibility", "published_on", "translations"}


def load(session: Session, folder: Path, *, now: datetime) -> Loaded:
    """Store the requests of `folder`, endorsed by the example focal points of their countries."""
    lines = {line.key: line for line in read_lines(folder / "requests.jsonl", RequestLine)}

    def hanging(row: CountryRequest, key: str) -> bool:
        return put_translations(session, TABLE, row, lines[key].translations, now=now)

    values = {key: _columns(session, line, now) for key, line in lines.items()}
    return put(session, CountryRequest, KIND, values, now=now, extra=hanging)


def _columns(session: Session, line: RequestLine, now: datetime) -> dict[str, Any]:
    people = focal_points(session, line.country, on=now.date())
    status, visibility = RequestStatus(line.status), Visibility(line.visibility)
    return {
        **line.model_dump(exclude=HANGING),
        **_history(status, visibility, person_id=people[0].id if people else None, at=at_noon(line.published_on)),
        "gap": gap_of(line.total, line.own_cash, line.own_kind, line.other_contributions),
        "standing": Standing.EXAMPLE,
        "status": status,
        "wished_visibility": visibility,
    }


def _history(status: RequestStatus, visibility: Visibility, *, person_id: int | None, at: datetime) -> dict[str, Any]:
    """What the acts up to `status` would have left; only an opened request may be public."""
    endorsed, opened = status != RequestStatus.SUBMITTED, status == RequestStatus.OPEN
    widest = visibility if opened else Visibility.MEMBERS if endorsed else Visibility.MODERATORS
    narrower = visibility == Visibility.MODERATORS
    return {
        "visibility": Visibility.MODERATORS if narrower else widest,
        "submitted_by": person_id,
        "endorsed_by": person_id if endorsed else None,
        "endorsed_at": at if endorsed else None,
        "opened_at": at if opened else None,
        "published_at": at if endorsed else None,
        "consent_at": at,
    }


def at_noon(day: date) -> datetime:
    """A moment that is the same day everywhere but at the date line."""
    return datetime.combine(day, time(12), tzinfo=UTC)
