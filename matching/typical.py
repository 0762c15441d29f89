"""What needs have in common, and what offers have in common: taken off every vector before it is compared.

A model puts needs near each other because they are worded as needs, and offers near each other
because they are worded as offers, whatever they are about; a need then meets first the offers that
happen to sound like one. Each side's mean is therefore subtracted, and what is left is brought to
unit length. Source: Mu and Viswanath, "All-but-the-Top", ICLR 2018 (arXiv 1702.01417), for the mean
of one side; Liang et al., "Mind the Gap", NeurIPS 2022 (arXiv 2203.02053), for the gap between two.

The means ship with the library (`python -m matching train-typical` makes the file anew), so no
document of a collection changes another's vector, and ranking costs nothing more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "resources" / "typical.npz"

_SIDES = ("need", "offer")

Vector = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Typical:
    """The mean vector of needs and of offers by one model, (d,) each; not of unit length."""

    need: Vector
    offer: Vector

    @cached_property
    def version(self) -> str:
        """The first letters of the hash of both."""
        return hashlib.sha256(self.need.tobytes() + self.offer.tobytes()).hexdigest()[:6]

    def off(self, rows: Vector, *, asking: bool) -> Vector:
        """Rows (n, d) without what is typical of their side, of unit length; rows of zeros stay.

        >>> gap = Typical(np.array([1, 0], np.float32), np.array([0, 1], np.float32))
        >>> gap.off(np.array([[1, 2], [0, 0]], np.float32), asking=True).tolist()
        [[0.0, 1.0], [0.0, 0.0]]
        """
        left = np.where(rows.any(axis=1, keepdims=True), rows - (self.need if asking else self.offer), 0)
        lengths = np.linalg.norm(left, axis=1, keepdims=True)
        found: Vector = (left / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return found


def typical(model: str) -> Typical | None:
    """What ships for a model, by name and version such as "use:0db566fd0af8"; None for a site's own."""
    return _shipped().get(model)


def write(known: Mapping[str, Typical], about: str, path: Path) -> None:
    """Write the means of some models to a file without code in it, with a note on where they come from."""
    means = {f"{model} {side}": getattr(known[model], side) for model in sorted(known) for side in _SIDES}
    with path.open("wb") as file:
        np.savez_compressed(file, about=np.frombuffer(about.encode(), np.uint8), **means)


def read(path: Path) -> dict[str, Typical]:
    """The means of every model in a file."""
    with np.load(path, allow_pickle=False) as file:
        models = sorted({name.rpartition(" ")[0] for name in file.files} - {""})
        return {model: Typical(*(file[f"{model} {side}"] for side in _SIDES)) for model in models}


@cache
def _shipped() -> dict[str, Typical]:
    return read(SHIPPED)
