"""Many needs at once: blocks of them over processes or machines, on one index mapped into memory.

joblib runs the blocks, so its backends (processes, threads, Dask) are what scales; each worker opens
the same files, and nothing but needs and matches travels. A process that holds the index already ranks on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matching.documents import Document, Match
from matching.index import HybridIndex
from matching.mutual import OpenNeeds
from matching.recommender import Recommender

BLOCK = 50
"""Needs that one task ranks: enough that opening the files does not count."""


def recommend_many(
    recommender: Recommender,
    index: Path | HybridIndex,
    needs: Sequence[Document],
    *,
    own: Sequence[Mapping[str, Any]] = (),
    jobs: int = 1,
    **asked: Any,
) -> list[tuple[Match, ...]]:
    """What `Recommender.recommend` gives for each need, in their order.

    index: as it is held, or the folder into which `HybridIndex.save` wrote it (an index that is held travels
    to other processes whole); `jobs` as joblib counts them; `asked` are the arguments of `recommend`, and
    `own`, if given, more of them for each need. Raises `matching.storage.IndexFileError`.
    """
    from joblib import Parallel, delayed
    from sklearn.base import clone

    plain, open_needs = clone(recommender), getattr(recommender, "open_needs_", None)
    each = [{**asked, **more} for more in own] if own else [asked] * len(needs)
    pairs = list(zip(needs, each, strict=True))
    blocks = [pairs[start : start + BLOCK] for start in range(0, len(pairs), BLOCK)]
    found = Parallel(n_jobs=jobs)(delayed(_block)(plain, open_needs, index, block) for block in blocks)
    return [matches for block in found for matches in block]


def _block(
    recommender: Recommender,
    open_needs: OpenNeeds | None,
    index: Path | HybridIndex,
    block: Sequence[tuple[Document, Mapping[str, Any]]],
) -> list[tuple[Match, ...]]:
    held = HybridIndex.load(index) if isinstance(index, Path) else index
    fitted = recommender.fit(held, open_needs)
    return [fitted.recommend(need, **asked) for need, asked in block]
