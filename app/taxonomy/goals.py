"""The Sustainable Development Goals and their targets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.taxonomy.tables import Row, table
from app.taxonomy.terms import Goal, Target

LONGEST_SHORT_NAME = 70


def load_goals(folder: Path) -> dict[str, Goal]:
    return table(folder / "goals.csv", _goal)


def load_targets(folder: Path, goals: Mapping[str, Goal]) -> dict[str, Target]:
    """The targets, each under a goal that is listed; the goal is the part of the code before the dot."""

    def read(row: Row) -> Target:
        target = _target(row)
        if target.goal not in goals:
            raise row.error("code", f"{target.code!r} belongs to no goal")
        return target

    return table(folder / "targets.csv", read)


def _goal(row: Row) -> Goal:
    return Goal(row.matching("code", r"[1-9]\d?"), row.names(), colour=row.matching("colour", r"#[0-9A-F]{6}"))


def _target(row: Row) -> Target:
    code = row.matching("code", r"[1-9]\d?\.([1-9]\d?|[a-d])")
    names = row.names()
    for language, name in names.items():
        if len(name) > LONGEST_SHORT_NAME:
            raise row.error(language, f"has {len(name)} letters; a short name has {LONGEST_SHORT_NAME} at most")
    return Target(code, names, goal=code.partition(".")[0])
