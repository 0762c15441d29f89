"""M49 areas, the site's list of entities, and the invented places that examples belong to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from app.taxonomy.tables import Row, table
from app.taxonomy.terms import Area, AreaLevel, Place

LEVELS = {"world": "", "region": "world", "subregion": "region", "intermediate": "subregion"}


def load_areas(folder: Path) -> dict[str, Area]:
    """The areas from the world down; a parent stands above its children in the file."""
    areas: dict[str, Area] = {}

    def read(row: Row) -> Area:
        area = _area(row, areas)
        areas[area.code] = area
        return area

    return table(folder / "areas.csv", read)


def load_places(folder: Path, areas: Mapping[str, Area]) -> dict[str, Place]:
    """The 195 entities of the list, then the example places."""
    listed = table(folder / "places.csv", lambda row: _listed(row, areas))
    examples = table(folder / "example_places.csv", lambda row: _example(row, areas))
    return listed | examples


def _area(row: Row, above: Mapping[str, Area]) -> Area:
    level = row.one_of("level", LEVELS)
    parent = row.optional("parent") or None
    expected = LEVELS[level]
    found = above[parent].level if parent and parent in above else ""
    if found != expected or bool(parent) != bool(expected):
        raise row.error("parent", f"of a {level} must be a {expected or 'blank'} that stands above it")
    code = row.matching("code", r"\d{3}")
    return Area(code, row.names(), level=cast("AreaLevel", level), parent=parent)


def _listed(row: Row, areas: Mapping[str, Area]) -> Place:
    region, subregion, intermediate = _areas_of(row, areas)
    return Place(
        row.matching("code", r"[A-Z]{3}"),
        row.names(),
        region=region,
        subregion=subregion,
        intermediate=intermediate,
        iso2=row.matching("iso2", r"[A-Z]{2}"),
        m49=row.matching("m49", r"\d{3}"),
        un_status=row.one_of("un_status", ("member", "observer")),
    )


def _example(row: Row, areas: Mapping[str, Area]) -> Place:
    region, subregion, intermediate = _areas_of(row, areas)
    return Place(
        row.matching("code", r"X[A-Z]"),  # two letters: no ISO alpha-3 code can ever be the same
        row.names(),
        region=region,
        subregion=subregion,
        intermediate=intermediate,
        example=True,
    )


def _areas_of(row: Row, areas: Mapping[str, Area]) -> tuple[str, str, str | None]:
    """Region, sub-region and intermediate region, each under the one before."""
    region, subregion = row.one_of("region", areas), row.one_of("subregion", areas)
    intermediate = row.optional("intermediate") or None
    if areas[region].level != "region":
        raise row.error("region", f"{region} is a {areas[region].level}")
    if areas[subregion].parent != region:
        raise row.error("subregion", f"{subregion} is not under {region}")
    if intermediate and (intermediate not in areas or areas[intermediate].parent != subregion):
        raise row.error("intermediate", f"{intermediate} is not under {subregion}")
    return region, subregion, intermediate
