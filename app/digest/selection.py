"""What is new for whom: decided from values alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from app.core.permissions import VISITOR, Actor

MOST_ITEMS = 8


class Place(IntEnum):
    """What comes first in a mail: what waits for the reader, what is over soon, what is new, what may wait longest."""

    WAITS = 0
    ENDS = 1
    NEW = 2
    FADES = 3


@dataclass(frozen=True, slots=True)
class Window:
    """To whom a section tells, when, and of records of which standings.

    `starts_at` and `ends_at` are those of `Week.window` and limit nothing: `choose` leaves out what was told before.
    """

    starts_at: datetime
    ends_at: datetime
    now: datetime
    standings: frozenset[str]
    reader: Actor = VISITOR
    preview: bool = False  # for other eyes than the reader's: no link in it may act for the reader


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words: safe HTML, and the same as plain text."""

    words: Any
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """A candidate in the reader's language, as both parts of the mail show it."""

    title: str
    lang: str  # of the title, with its direction and, where it is not the mail's language, its name
    dir: str
    label: str
    url: str
    facts: str
    because: str
    because_url: str
    because_label: str
    points: int
    reasons: tuple[Reason, ...]
    answers: tuple[Link, ...] = ()
    example: bool = False  # whether this very record is invented; what it is matched with may be, too
    is_public: bool = False  # whether everybody may read all of it: in a preview nothing else is in words


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be told. `item` and `version` say what it is: told once, and again when it changes.

    `group` is what it belongs to for the reader (one request, say); `standings` are those of every record it
    tells of; `tell` puts it into words, called inside the reader's language.
    """

    item: str
    version: int
    score: float
    group: str
    standings: frozenset[str]
    tell: Callable[[], Told]
    section: str = ""
    place: Place = Place.NEW
    keep: Callable[[Any, datetime], None] | None = None  # (session, now): what its feature stores once it is told

    @property
    def example(self) -> bool:
        return "example" in self.standings


def standings_mailed(*, demo: bool) -> frozenset[str]:
    """Whose records enter anybody's mail: in production only those that their owners confirmed."""
    return frozenset({"confirmed", "documented", "example"} if demo else {"confirmed"})


def choose(
    candidates: Iterable[Candidate],
    *,
    told: Collection[tuple[str, int]],
    standings: Collection[str],
    most: int = MOST_ITEMS,
) -> list[Candidate]:
    """The best of what was not told before: by place, there each group in its turn, best first.

    A record of another standing never passes, whatever a section offers.
    """
    allowed, known = frozenset(standings), frozenset(told)
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        if (candidate.item, candidate.version) in known or not candidate.standings <= allowed:
            continue
        present = best.get(candidate.item)
        if present is None or candidate.score > present.score:
            best[candidate.item] = candidate
    return _in_turn(best.values())[:most]


def _in_turn(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first of each group, then the second of each: no group fills the mail alone."""
    ranked: dict[str, int] = {}
    placed: list[tuple[Place, int, Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: (-c.score, c.item)):
        turn = ranked[candidate.group] = ranked.get(candidate.group, -1) + 1
        placed.append((candidate.place, turn, candidate))
    return [candidate for *_, candidate in sorted(placed, key=lambda p: (*p[:2], -p[2].score, p[2].item))]
