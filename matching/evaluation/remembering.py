"""An encoder that reads each text once, for a run that comes back to the same texts in every table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.encoders import Encoder, Vectors
from matching.estimator import Estimator

_ALIKE = ("use", "minilm", "topics")
"""Models that read a need as they read an offer; of another one both readings are kept apart."""


class RememberingEncoder(Estimator):
    """The vectors of `encoder`, under its name, version and weight; see `matching.encoders.Encoder`.

    >>> from matching.topics import TopicEncoder
    >>> once = RememberingEncoder(encoder=TopicEncoder())
    >>> bool((once.encode(["Village wells"]) == once.encode(["Roads", "Village wells"])[1]).all())
    True
    """

    def __init__(self, *, encoder: Encoder) -> None:
        self.encoder = encoder
        self._read: dict[tuple[str, bool], Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the encoder."""
        return self.encoder.name

    @property
    def version(self) -> str:
        """The version of its weights."""
        return self.encoder.version

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.encoder.dimensions

    @property
    def weight(self) -> float:
        """How much its likeness counts."""
        return self.encoder.weight

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """One row per text, float32, made at the first time that the text is met."""
        asked = asking and self.name not in _ALIKE
        new = list(dict.fromkeys(text for text in texts if (text, asked) not in self._read))
        if new:
            rows = self.encoder.encode(new, asking=asking)
            self._read.update({(text, asked): row for text, row in zip(new, rows, strict=True)})
        kept = [self._read[text, asked] for text in texts]
        return np.stack(kept) if kept else np.zeros((0, self.dimensions), np.float32)
