"""Writing which organisations have which part in a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.fixtures import FixtureFault


class PartByKey(Protocol):
    key: str
    role: str


def put_parts(
    session: Session, link: type[Any], record: str, number: int, parts: Sequence[PartByKey], ids: Mapping[str, int]
) -> bool:
    """Make the rows of `link` for one record say exactly `parts`; whether anything changed.

    `record` names the link's column for the record; `ids` maps organisations' keys to their numbers, and
    `FixtureFault` names a key that is not there.
    """
    unknown = [part.key for part in parts if part.key not in ids]
    if unknown:
        raise FixtureFault(f"No organisation has the key {unknown[0]!r}")
    wanted = {(ids[part.key], part.role) for part in parts}
    rows = session.scalars(select(link).where(getattr(link, record) == number))
    present = {(row.organisation_id, row.role): row for row in rows}
    for pair in present.keys() - wanted:
        session.delete(present[pair])
    for organisation_id, role in wanted - present.keys():
        session.add(link(**{record: number}, organisation_id=organisation_id, role=role))
    session.flush()
    return present.keys() != wanted
