"""Makes the file of typical needs and offers from initiatives: means over texts, no pairs and no labels."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matching.encoders import Encoder, pinned
from matching.evaluation.initiatives import read, sha256
from matching.typical import SHIPPED, Typical, write
from matching.vectors import plain_vectors


def train_typical(source: Path, encoders: Sequence[Encoder], to: Path = SHIPPED) -> dict[str, Any]:
    """Write the mean vectors of the requests and of the solutions of a file; returns its header.

    Only the encoders given are in the file. Raises `matching.evaluation.initiatives.BadFileError`.
    """
    rows = read([source])
    needs, offers = [row.need() for row in rows], [row.offer("offer") for row in rows]
    known = {
        pinned(encoder): Typical(
            plain_vectors(encoder, needs, asking=True).mean(axis=0),
            plain_vectors(encoder, offers).mean(axis=0),
        )
        for encoder in encoders
    }
    about = {
        "what": "The mean vector of requests and of solutions, by encoder.",
        "source": "Requests and solutions of the initiatives of this project, in English",
        "licence": "CC BY 4.0",
        "initiatives": len(rows),
        "sha256_of_source": sha256(source),
    }
    write(known, json.dumps(about), to)
    return {**about, "models": sorted(known)}
