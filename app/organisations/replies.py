"""How soon an institution usually answers: said only where it is good (the rule stands on a page of its own).

At least three answers in the last two years, and the median of them within 7 days or within 14. What answers are,
a feature above knows: it registers here how long each took.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from flask import Flask, current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

EXTENSION = "crux_answers"
LEAST = 3  # answers
LOOKED_AT = timedelta(days=2 * 365)
Answers = Callable[[Session, Collection[int], datetime], Mapping[int, Sequence[timedelta]]]


class Band(StrEnum):
    WEEK = "within-a-week"
    TWO_WEEKS = "within-two-weeks"


WITHIN = {Band.WEEK: timedelta(days=7), Band.TWO_WEEKS: timedelta(days=14)}
BAND_WORDS: dict[Band, LazyString] = {
    Band.WEEK: _("Usually answers within a week"),
    Band.TWO_WEEKS: _("Usually answers within two weeks"),
}


def band(took: Sequence[timedelta]) -> Band | None:
    """The best that is true of these answers; None where nothing good can be said."""
    if len(took) < LEAST:
        return None
    usual = median(each.total_seconds() for each in took)
    return next((each for each, days in WITHIN.items() if usual <= days.total_seconds()), None)


def register_answers(app: Flask, answers: Answers) -> None:
    """`answers(session, organisations, since)` says, by organisation, how long each of its answers took."""
    app.extensions.setdefault(EXTENSION, []).append(answers)


def bands_of(session: Session, organisations: Collection[int], *, now: datetime) -> dict[int, Band]:
    """Of those about which something good can be said."""
    took: dict[int, list[timedelta]] = {}
    for answers in current_app.extensions.get(EXTENSION, []) if organisations else []:
        for number, times in answers(session, organisations, now - LOOKED_AT).items():
            took.setdefault(number, []).extend(times)
    found = {number: band(times) for number, times in took.items()}
    return {number: each for number, each in found.items() if each is not None}
