"""The newest records of a kind, as the reader may find them; of one country if asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.index import catalogue, record_id, standings_shown
from app.core.permissions import actor, audience_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Newest(Generic[Row]):
    """The first rows of `total`."""

    rows: list[Row]
    total: int


def newest(
    kind: str, read: Callable[[Sequence[int]], Mapping[int, Row]], *, limit: int, country: str = ""
) -> Newest[Row]:
    page = catalogue().search(
        audience=audience_of(actor()),
        standing=standings_shown(),
        filters={"kind": {kind}, **({"country": {country}} if country else {})},
        order="newest",
        limit=limit,
    )
    ids = [record_id(hit.key) for hit in page.hits]
    rows = read(ids) if ids else {}
    return Newest([rows[key] for key in ids if key in rows], page.total)
