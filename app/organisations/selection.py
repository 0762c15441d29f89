"""Reading organisations, and who has which part in a record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.collation import in_order
from app.core.i18n import current_language
from app.core.permissions import actor, may
from app.organisations.models import Organisation
from app.organisations.permissions import PUBLISHED
from app.translation.indexing import FEW
from app.translation.service import prefetch, translations_of

ROLES = ("owner", "implementer", "financing-partner", "supporter")


@dataclass(frozen=True, slots=True)
class Involved:
    """An organisation and its part in a record."""

    organisation: Organisation
    role: str


def rows_by_id(session: Session, ids: Collection[int]) -> Mapping[int, Organisation]:
    """The organisations of `ids` that the reader may see, with their translations at hand."""
    found = session.scalars(select(Organisation).where(col(Organisation.id).in_(ids)))
    rows = {row.key: row for row in found if may(actor(), "organisation.see", row)}
    prefetch(session, rows.values())
    return rows


def names_in(session: Session, ids: Collection[int], language: str) -> dict[int, str]:
    """What each organisation of `ids` is called in `language`, for ordering a long list of them."""
    wanted = select(col(Organisation.id), col(Organisation.name)).where(col(Organisation.id).in_(ids))
    names = {key: name for key, name in session.execute(wanted) if key is not None}
    return {**names, **translations_of(session, "organisation", "name", names, language)}


def published(session: Session, ids: Collection[int] | None) -> list[Organisation]:
    """The published organisations among `ids`, or all of them."""
    rows = select(Organisation).where(col(Organisation.status) == PUBLISHED)
    if ids is not None and len(ids) <= FEW:
        rows = rows.where(col(Organisation.id).in_(ids))
    return [row for row in session.scalars(rows) if ids is None or row.key in ids]


def involved_in(session: Session, link: Any, record_column: Any, ids: Collection[int]) -> dict[int, list[Involved]]:
    """For each record of `ids`, its organisations that the reader may see, owners first.

    `link` is the table that ties organisations to the records (`SolutionOrganisation`), `record_column` its
    column for the record. One statement.
    """
    found: dict[int, list[Involved]] = {key: [] for key in ids}
    rows = select(record_column, link.role, Organisation).join(Organisation, link.organisation_id == Organisation.id)
    for key, role, organisation in session.execute(rows.where(record_column.in_(ids))):
        if may(actor(), "organisation.see", organisation):
            found[key].append(Involved(organisation, role))
    prefetch(session, [each.organisation for involved in found.values() for each in involved])
    return {key: _in_order(involved) for key, involved in found.items()}


def names_by_record(session: Session, link: Any, record_column: Any, ids: Collection[int]) -> dict[int, list[str]]:
    """For each record, names and acronyms of its published public organisations, so that they find it."""
    found: dict[int, list[str]] = {key: [] for key in ids}
    rows = select(record_column, Organisation).join(Organisation, link.organisation_id == Organisation.id)
    if len(found) <= FEW:
        rows = rows.where(record_column.in_(ids))
    for key, organisation in session.execute(rows):
        if key in found and organisation.status == PUBLISHED and organisation.visibility == "public":
            found[key] += names_of(organisation)
    return found


def names_of(organisation: Organisation) -> list[str]:
    names = [organisation.name, organisation.acronym, *organisation.also_known_as]
    return [name for name in names if name]


def _in_order(involved: Iterable[Involved]) -> list[Involved]:
    named = in_order(involved, lambda each: each.organisation.name, current_language())
    return sorted(named, key=lambda each: ROLES.index(each.role))
