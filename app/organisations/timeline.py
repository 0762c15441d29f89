"""How a confirmed record ages when nobody says that it is still true: asked three times, then it sinks, then archived.

A record never vanishes by age: it only stands further down, and says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

YEAR = timedelta(days=365)


class Stage(IntEnum):
    FRESH = 0
    DUE = 1  # its owners have been asked
    FADING = 2
    FADED = 3
    ARCHIVED = 4  # marked, still found, at the end of every list


ASKS = 3  # at the due date, and twice more
BETWEEN_ASKS = timedelta(days=30)
# Days after the first ask when each stage begins; the first of them that sinks comes after the last ask.
AFTER_ASK = {Stage.DUE: 0, Stage.FADING: 90, Stage.FADED: 180, Stage.ARCHIVED: 365}
# What is left of a record's evidence, and how many days older it counts.
WEIGHT = {Stage.FRESH: 1.0, Stage.DUE: 1.0, Stage.FADING: 0.5, Stage.FADED: 0.25, Stage.ARCHIVED: 0.0}
OLDER = {Stage.FRESH: 0, Stage.DUE: 0, Stage.FADING: 365, Stage.FADED: 730, Stage.ARCHIVED: 1460}


def due_after(confirmed_on: date) -> date:
    return confirmed_on + YEAR


def stage_on(asked_on: date, day: date) -> Stage:
    """Where a record stands on `day` whose owners were asked first on `asked_on` and have not answered."""
    late = (day - asked_on).days
    return max((stage for stage, begins in AFTER_ASK.items() if late >= begins), default=Stage.FRESH)


def next_stage_on(asked_on: date, day: date) -> date | None:
    """When the stage after that of `day` begins; None after the last."""
    days = (asked_on + timedelta(days=begins) for begins in AFTER_ASK.values())
    return next((begins for begins in days if begins > day), None)


def weight_of(freshness: int) -> float:
    return WEIGHT[Stage(freshness)]


def day_for_lists(since: date, freshness: int) -> int:
    """The day by which lists and the ranker order a record, as an ordinal."""
    return max(1, since.toordinal() - OLDER[Stage(freshness)])
