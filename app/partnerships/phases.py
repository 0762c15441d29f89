"""The phases of a partnership and the moves between them. Pure: whoever may make a move is decided elsewhere.

After the phases of the Global Partnership Initiative. Some need the word of both sides before they are reached.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from itertools import pairwise


class Phase(StrEnum):
    IDENTIFIED = "identified"
    CLEARED = "cleared"  # by the rule of each side's country
    INTRODUCED = "introduced"
    NEGOTIATING = "negotiating"
    FORMULATED = "formulated"
    AGREED = "agreed"
    IMPLEMENTING = "implementing"
    COMPLETED = "completed"
    EVALUATED = "evaluated"
    FOLLOWED_UP = "followed_up"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


LINE = tuple(phase for phase in Phase if phase not in {Phase.SUSPENDED, Phase.CANCELLED})
BOTH_SIDES = frozenset({Phase.INTRODUCED, Phase.AGREED, Phase.COMPLETED})
AFTER_THE_WORK = frozenset({Phase.COMPLETED, Phase.EVALUATED, Phase.FOLLOWED_UP})
BEFORE_THE_MEETING = frozenset({Phase.IDENTIFIED, Phase.CLEARED})


def _moves() -> dict[Phase, frozenset[Phase]]:
    """One step along the line; cancelled until the work is completed; suspended once the two have met."""
    moves: dict[Phase, set[Phase]] = {here: {after} for here, after in pairwise(LINE)}
    for phase in LINE:
        found = moves.setdefault(phase, set())
        if phase not in AFTER_THE_WORK:
            found.add(Phase.CANCELLED)
            if phase not in BEFORE_THE_MEETING:
                found.add(Phase.SUSPENDED)
    return {phase: frozenset(found) for phase, found in moves.items()}


MOVES: Mapping[Phase, frozenset[Phase]] = _moves()


def moves_from(phase: Phase, paused: Phase | None = None) -> frozenset[Phase]:
    """Where a partnership may go; what is suspended goes on where it was (`paused`), or is cancelled."""
    if phase == Phase.SUSPENDED and paused is not None:
        return frozenset({paused, Phase.CANCELLED})
    return MOVES.get(phase, frozenset())
