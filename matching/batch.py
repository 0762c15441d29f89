"""Many needs at once: blocks of them over processes or machines, on one index mapped into memory.

joblib runs the blocks, so its backends (processes, threads, Dask) are what scales; each worker opens
the same files, and nothing but needs and matches travels.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matching.documents import Document, Match
from matching.index import HybridIndex
from matching.mutual import OpenNeeds
from matching.recommender import Recommender

BLOCK = 50
"""Needs that one task ranks: enough that opening the files does not count."""


def recommend_many(
    recommender: Recommender, folder: Path, needs: Sequence[Document], *, jobs: int = 1, **asked: Any
) -> list[tuple[Match, ...]]:
    """What `Recommender.recommend` gives for each need, in their order.

    folder: an index as `HybridIndex.save` writes it; `jobs` as joblib counts them; `asked` are the
    arguments of `recommend`. Raises `matching.storage.IndexFileError`.
    """
    from joblib import Parallel, delayed
    from sklearn.base import clone

    plain, open_needs = clone(recommender), getattr(recommender, "open_needs_", None)
    blocks = [needs[start : start + BLOCK] for start in range(0, len(needs), BLOCK)]
    found = Parallel(n_jobs=jobs)(delayed(_block)(plain, open_needs, folder, block, asked) for block in blocks)
    return [matches for block in found for matches in block]


def _block(
    recommender: Recommender, open_needs: OpenNeeds | None, folder: Path, needs: Sequence[Document], asked: Any
) -> list[tuple[Match, ...]]:
    fitted = recommender.fit(HybridIndex.load(folder), open_needs)
    return [fitted.recommend(need, **asked) for need in needs]
