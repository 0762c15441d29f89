"""Vectors of documents: made by an encoder ahead of time, kept as float16 beside the words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.documents import Document, Text
from matching.encoders import Encoder, Vectors, mark, pinned, unit
from matching.typical import typical

Halves = NDArray[np.float16]

_BLOCK = 4096
"""Rows turned from float16 to float32 at a time, so that a scan of a mapped file needs little memory."""


def document_vectors(encoder: Encoder, documents: Sequence[Document], *, asking: bool = False) -> Vectors:
    """One unit row per document (float32), without what is typical of its side; zeros without words.

    `asking`: the documents are needs (see `Encoder`). What is typical of needs and of offers ships
    for the encoders of the library (`matching.typical`); vectors of other encoders stay as they are.
    """
    return _own(encoder, plain_vectors(encoder, documents, asking=asking), asking=asking)


def plain_vectors(encoder: Encoder, documents: Sequence[Document], *, asking: bool = False) -> Vectors:
    """One unit row per document (float32) as the model gives it; zeros for a document without words.

    A text counts as the sum of three vectors of equal weight: of its title, of its body and of
    both together, because a title says in few words what a summary wraps in many. A document in
    several languages is the mean over them.
    """
    texts = [text for document in documents for text in _texts(document)]
    whole = [f"{text.title}. {text.body}" if text.title and text.body else "" for text in texts]
    encoded = encoder.encode([*whole, *(t.title for t in texts), *(t.body for t in texts)], asking=asking)
    blended = unit(encoded.reshape(3, len(texts), -1).sum(axis=0)) if texts else encoded
    rows = np.zeros((len(documents), encoder.dimensions), np.float32)
    np.add.at(rows, [number for number, one in enumerate(documents) for _ in _texts(one)], blended)
    return unit(rows)


def meaning_of(encoders: Sequence[Encoder], words: str) -> dict[str, Vectors]:
    """The vector of a search, (encoder.dimensions,) float32 of unit length, by the mark of each encoder.

    Nothing for words without a vector.
    """
    made = [(encoder, encoder.encode([words], asking=True)) for encoder in encoders]
    found = {mark(encoder): _own(encoder, rows, asking=True)[0] for encoder, rows in made}
    return {model: vector for model, vector in found.items() if vector.any()}


def _own(encoder: Encoder, rows: Vectors, *, asking: bool) -> Vectors:
    """Rows without what is typical of their side, where that is known."""
    known = typical(pinned(encoder))
    return known.off(rows, asking=asking) if known else rows


def _texts(document: Document) -> list[Text]:
    return [document.texts[language] for language in sorted(document.texts)]


def similarity(matrix: Halves, vector: Vectors, rows: NDArray[np.int64]) -> Vectors:
    """The cosine of a unit vector with some rows, exact in float32; NaN for a row without a vector.

    matrix: (n, d) float16, rows of unit length or zeros; vector: (d,). Returns (len(rows),).
    """
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _BLOCK):
        part = matrix[rows[start : start + _BLOCK]].astype(np.float32)
        found[start : start + _BLOCK] = np.where(part.any(axis=1), part @ vector, np.nan)
    return found
