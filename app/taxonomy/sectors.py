"""Plain-language sectors over the CRS purpose codes."""

from __future__ import annotations

from pathlib import Path

from app.taxonomy.tables import Row, table
from app.taxonomy.terms import Sector


def load_sectors(folder: Path) -> dict[str, Sector]:
    """The sectors; no CRS code may be in two of them, nor a purpose beside its whole category."""
    taken: dict[str, str] = {}

    def read(row: Row) -> Sector:
        sector = Sector(row.matching("code", r"[a-z][a-z-]+"), row.names(), crs=row.words("crs"))
        for code in sector.crs:
            _take(row, code, sector.code, taken)
        return sector

    return table(folder / "sectors.csv", read)


def _take(row: Row, code: str, sector: str, taken: dict[str, str]) -> None:
    if not (code.isascii() and code.isdigit() and len(code) in (3, 5)):
        raise row.error("crs", f"{code!r} is not a CRS code of 3 or 5 digits")
    for other, owner in taken.items():
        if code.startswith(other) or other.startswith(code):
            raise row.error("crs", f"{code} overlaps {other} of {owner}")
    taken[code] = sector
