"""A learned tagger as a file: plain arrays and a header in JSON, nothing that runs when it is read."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matching.labels_learning import Weights
from matching.labels_words import Vocabulary

FORMAT = 1
_ARRAYS = ("rarity", "words", "vectors", "offset", "rates")


class LabelsFileError(ValueError):
    """The file of a tagger cannot be used; the message says why."""


def write(path: Path, weights: Weights, codes: Sequence[str], about: Mapping[str, Any]) -> None:
    """Write the weights in half precision (three digits, far finer than the probabilities are true)."""
    header = {**about, "format": FORMAT, "codes": list(codes), "terms": list(weights.vocabulary.known)}
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        about=np.frombuffer(json.dumps(header, ensure_ascii=False).encode(), np.uint8),
        rarity=weights.vocabulary.rarity,
        words=weights.words.astype(np.float16),
        vectors=weights.vectors.astype(np.float16),
        offset=weights.offset,
        rates=weights.rates,
    )
    path.write_bytes(buffer.getvalue())


def read(path: Path) -> tuple[Weights, tuple[str, ...], dict[str, Any]]:
    """Weights, codes and header. Raises LabelsFileError."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            about = json.loads(file["about"].tobytes())
            rarity, words, vectors, offset, rates = (file[name].astype(np.float32) for name in _ARRAYS)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise LabelsFileError(f"{path.name}: cannot be read as a tagger ({error})") from error
    if about.get("format") != FORMAT:
        raise LabelsFileError(f"{path.name}: format {about.get('format')}, this program reads {FORMAT}")
    codes = tuple(about.pop("codes"))
    weights = Weights(Vocabulary(about.pop("terms"), rarity), words, vectors, offset, rates)
    if not _fits(weights, len(codes)):
        raise LabelsFileError(f"{path.name}: its parts do not fit together")
    return weights, codes, about


def _fits(weights: Weights, codes: int) -> bool:
    known = len(weights.vocabulary.known)
    shapes = (weights.words.shape, weights.vocabulary.rarity.shape, weights.vectors.shape[1:])
    return shapes == ((known, codes), (known,), (codes,)) and weights.offset.shape == weights.rates.shape == (codes,)
