"""The same requests among thousands of further texts, none of which is an answer: is the partner still found?

The texts are objectives of World Bank projects. Words alone always; with encoders where that is asked for,
because their vectors of all these texts take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from matching import worldbank
from matching.benchmark.texts import FILE
from matching.documents import Document, Text
from matching.encoders import Encoder
from matching.evaluation.initiatives import BadFileError, sha256
from matching.evaluation.pool import TEXT_ONLY, Pool, bm25, scores, summary
from matching.recommender import Recommender


def distractors(folder: Path) -> list[Text]:
    """The texts of the file in a folder. Raises BadFileError."""
    path = folder / FILE
    try:
        return [Text(project.name, project.objective) for project in worldbank.read(path)]
    except (OSError, EOFError, KeyError, UnicodeDecodeError) as error:
        raise BadFileError(f"{path} cannot be read as a packed table of projects: {error}") from error


def among_distractors(
    pool: Pool, needs: Sequence[Document], folder: Path, systems: dict[str, Sequence[Encoder]]
) -> dict[str, Any]:
    """Plain BM25 and each of `systems` (name -> its encoders) over the solutions and the texts of a folder.

    `needs`, those asked in `pool`, carry their vectors. Raises BadFileError.
    """
    wide = replace(pool, distractors=distractors(folder))
    keys = wide.keys
    every = {encoder.name: encoder for encoders in systems.values() for encoder in encoders}
    index = wide.index(list(every.values()))
    plain = wide.measure(bm25(index, needs, keys))
    found = {"bm25": summary(plain, plain)}
    for name, encoders in systems.items():
        recommender = Recommender(weights=TEXT_ONLY, encoders=encoders).fit(index)
        found[name] = summary(wide.measure(scores(recommender, needs, keys)), plain)
    return {"file": FILE, "sha256": sha256(folder / FILE), "pool": len(keys), **found}
