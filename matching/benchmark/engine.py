"""What every engine of the benchmark is to the stopwatch, and the weights that all of them get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matching.benchmark.corpus import Need

TOP = 10
WORDS = 16 / 0.07
"""What carrying all the words of a need would add: the root of the share carried is multiplied by it."""

GAINS = {"goal": 38.4, "sector": 64.0, "region": 8.0, "language": 11.2, "modality": 9.6}
"""What sharing all codes of a facet adds; one code adds its part, rounded to a whole number."""

EVIDENCE = 9.6
"""What full evidence adds."""

Ask = Callable[[Need, bool], object]
"""Answers a need; whether its filters count."""


class NotInstalled(Exception):
    """The peer is not there; the message names what is missing."""


@dataclass(frozen=True)
class Engine:
    """`scores`: what its order looks at; `size`: bytes of its index; `build`: seconds to make it."""

    name: str
    scores: str
    ask: Ask
    build: float
    size: int
    filters: bool = True


def gains(need: Need) -> dict[str, dict[str, int]]:
    """What each code of a need adds to a document that has it, by facet."""
    named = ((facet, sorted(need.document.facets.get(facet, ()))) for facet in GAINS)
    return {facet: dict.fromkeys(codes, round(GAINS[facet] / len(codes))) for facet, codes in named if codes}
