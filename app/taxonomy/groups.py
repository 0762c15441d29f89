"""Groups of countries and who belongs to them on a given day: membership is dated, never a boolean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import cast

from app.taxonomy.tables import Row, rows, table
from app.taxonomy.terms import Group, GroupKind, Membership, MembershipStatus, Place

Memberships = Mapping[str, tuple[Membership, ...]]  # by country


def load_groups(folder: Path) -> dict[str, Group]:
    return table(folder / "groups.csv", _group)


def load_memberships(folder: Path, places: Mapping[str, Place], groups: Mapping[str, Group]) -> Memberships:
    """Each country's memberships; those of example places come with the places."""
    found: dict[str, list[Membership]] = {code: [] for code in places}
    for row in rows(folder / "memberships.csv"):
        membership = _membership(row, places, groups)
        _refuse_overlap(row, membership, found[membership.country])
        found[membership.country].append(membership)
    for row in rows(folder / "example_places.csv"):
        found[row.text("code")] = _of_example(row, groups)
    return {code: tuple(memberships) for code, memberships in found.items()}


def groups_on(memberships: tuple[Membership, ...], day: date) -> frozenset[str]:
    return frozenset(membership.group for membership in memberships if membership.holds_on(day))


def _group(row: Row) -> Group:
    retrieved = row.day("retrieved")
    if retrieved is None:
        raise row.error("retrieved", "is empty")
    return Group(
        row.matching("code", r"[A-Z][A-Z0-9]+"),
        row.names(),
        kind=cast("GroupKind", row.one_of("kind", ("status", "commission", "body"))),
        source=row.text("source"),
        retrieved=retrieved,
        verified=row.yes("verified"),
    )


def _membership(row: Row, places: Mapping[str, Place], groups: Mapping[str, Group]) -> Membership:
    country = row.one_of("country", places)
    if places[country].example:
        raise row.error("country", f"{country} is an example place: its groups stand with it")
    begin, end = row.day("valid_from"), row.day("valid_to")
    if begin and end and begin >= end:
        raise row.error("valid_to", f"{end} is not after {begin}")
    return Membership(
        group=row.one_of("group", groups),
        country=country,
        valid_from=begin,
        valid_to=end,
        status=cast("MembershipStatus", row.one_of("status", ("effective", "scheduled"))),
        verified=row.yes("verified"),
        note=row.optional("note"),
    )


def _refuse_overlap(row: Row, new: Membership, before: list[Membership]) -> None:
    """A country that left and came back has two rows; at no time may two of them hold."""
    same = [old for old in before if old.group == new.group] + [new]
    for old, later in pairwise(sorted(same, key=lambda each: each.valid_from or date.min)):
        if old.valid_to is None or (later.valid_from or date.min) < old.valid_to:
            raise row.error("valid_from", f"{new.country} would be in {new.group} twice at a time")


def _of_example(row: Row, groups: Mapping[str, Group]) -> list[Membership]:
    codes = [] if not row.optional("groups") else row.words("groups")
    for code in codes:
        if code not in groups or groups[code].kind == "body":
            raise row.error("groups", f"{code} is no group an invented place may belong to")
    return [Membership(code, row.text("code"), None, None, "effective", False, "invented") for code in codes]
