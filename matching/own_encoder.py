"""A site's own model behind the encoder protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.encoders import Vectors, unit
from matching.estimator import Estimator


class SentenceTransformerEncoder(Estimator):
    """Any model of a site's own that has sentence-transformers' `encode`.

    Parameters: `model`, an object with `encode(list[str]) -> array`, such as
    `SentenceTransformer("…")`; `name` and `version`, under which its vectors are kept; `weight`
    (see `Encoder`); `asking_prefix` and `offering_prefix`, words that some models want before a text.

    >>> class Own:
    ...     def encode(self, texts): return [[len(text), 1.0] for text in texts]
    >>> SentenceTransformerEncoder(Own(), name="own", version="1").encode(["ab"]).shape
    (1, 2)
    """

    def __init__(
        self,
        model: Any,
        *,
        name: str,
        version: str,
        weight: float = 1.0,
        asking_prefix: str = "",
        offering_prefix: str = "",
    ) -> None:
        self.model = model
        self.name = name
        self.version = version
        self.weight = weight
        self.asking_prefix = asking_prefix
        self.offering_prefix = offering_prefix

    @property
    def dimensions(self) -> int:
        """The length of the model's vectors, read off an encoded word."""
        return int(np.asarray(self.model.encode(["water"])).shape[1])

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length."""
        prefix = self.asking_prefix if asking else self.offering_prefix
        return unit(np.asarray(self.model.encode([prefix + text for text in texts]), np.float32))
