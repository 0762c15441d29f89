"""The levels that the ranking of texts has to reach, by file and by encoders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PUBLIC_FILE = "8a68e07f54887352407bddff73b1ca6fff3a4488c9b8f171d69b641b5d6fe6b4"
"""The hash of the file that the levels were set for."""

_USE, _E5, _TWO, _ALL = ("use",), ("use", "e5"), ("use", "minilm"), ("use", "e5", "minilm")


@dataclass(frozen=True, slots=True)
class Level:
    """Floors of the group MRR of text alone, with certain encoders (none: words alone)."""

    name: str
    encoders: tuple[str, ...]
    one_way: float
    reciprocal: float


PUBLIC = (
    Level("no encoder", (), 0.66, 0.67),
    Level("use", _USE, 0.74, 0.77),
    Level("use+e5", _E5, 0.81, 0.83),
    Level("use+e5+minilm", _ALL, 0.86, 0.88),
    Level("Q1 no encoder", (), 0.604, 0.603),
    Level("Q1 use", _USE, 0.708, 0.741),
    Level("Q1 use+e5", _E5, 0.792, 0.816),
    Level("Q1 use+minilm", _TWO, 0.798, 0.832),
    Level("Q1 use+e5+minilm", _ALL, 0.844, 0.868),
)
"""159 requests over their own 159 solutions."""

HELD_OUT = (
    Level("Q1 no encoder", (), 0.550, 0.558),
    Level("Q1 use", _USE, 0.661, 0.662),
    Level("Q1 use+e5", _E5, 0.709, 0.721),
    Level("Q1 use+minilm", _TWO, 0.717, 0.731),
    Level("Q1 use+e5+minilm", _ALL, 0.745, 0.759),
)
"""The 130 requests that are not published, over the solutions of both files."""


def is_public(found: Mapping[str, Any]) -> bool:
    """Whether these are figures of the public file alone, nothing of it held out."""
    return [file["sha256"] for file in found["files"]] == [PUBLIC_FILE] and not found["heldout"]


def is_held_out(found: Mapping[str, Any]) -> bool:
    """Whether these are figures of the unpublished half: told by the public file before it and by its size."""
    known = [file["sha256"] for file in found["files"][: len(found["files"]) - len(found["heldout"])]]
    return known == [PUBLIC_FILE] and bool(found["heldout"]) and (found["bm25"]["n"], found["pool"]) == (130, 289)
