"""Labels that nobody gave (protocol C): goals and sectors told from the texts by taggers of other initiatives.

Whole groups of interchangeable offers make five folds. A request of one fold meets an offer of another by what
a tagger says of both that learned from the three folds left; within one fold, by a tagger that learned without
it and without the next. So no label that counts for a pair comes from a tagger that saw the request, the offer,
or a group of either, and which tagger speaks says nothing of the answer: with one tagger a fold, texts of one
fold would be alike by the habits of their common tagger, and the partner is always among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.documents import Text
from matching.encoders import Encoder, Vectors, unit
from matching.evaluation.initiatives import Folds, Initiative, in_folds
from matching.evaluation.pool import TEXT_ONLY, PerRequest, Pool, scores, with_vectors
from matching.labels import SDGTagger, SectorTagger
from matching.recommender import Recommender
from matching.training import Example, Tagger, fit

FOLDS = 5
FEWEST = 20
"""Groups to learn from below which nothing is predicted."""

Learn = Callable[[Sequence[Initiative]], Encoder]
"""From initiatives to what tells of a text, as a vector, what it learned from them."""


class ToldLabels:
    """What taggers say of a text as a vector: how much it speaks for each goal, and for each sector.

    Goals together weigh as much as sectors together, and both as much as the words: equal weights, not fitted.
    """

    name = "labels"
    version = "1"
    weight = 1.0

    def __init__(self, taggers: Sequence[SDGTagger | SectorTagger]) -> None:
        self.taggers = taggers
        self.dimensions = sum(len(tagger.classes_) for tagger in taggers)

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length (float32); zeros for an empty text."""
        told = [unit(tagger.support(texts, ["en"] * len(texts)).astype(np.float32)) for tagger in self.taggers]
        rows = np.hstack([np.zeros((len(texts), 0), np.float32), *told])
        rows[[not text.strip() for text in texts]] = 0
        return unit(rows)


def learned(rows: Sequence[Initiative], encoder: Encoder | None) -> ToldLabels:
    """Taggers that learned from both sides of these initiatives, with the vectors of an encoder or words alone."""
    from threadpoolctl import threadpool_limits

    import_module("sklearn.linear_model")  # what is not loaded yet cannot be held to one thread
    with threadpool_limits(1):  # of hundreds of small regressions each takes five times as long with two
        goals, sectors = _learned(SDGTagger(encoder=encoder), rows), _learned(SectorTagger(encoder=encoder), rows)
    return ToldLabels([tagger for tagger in (goals, sectors) if tagger is not None])


def predicted(pool: Pool, encoders: Sequence[Encoder], learn: Learn) -> PerRequest | None:
    """Measures of words, `encoders` and predicted labels; None where there are too few groups to learn from."""
    if len({pool.rows[row].group for row in pool.known}) < FEWEST:
        return None
    folds = in_folds(pool.rows, FOLDS)
    asked = np.array(pool.asked)
    table = np.zeros((len(asked), len(pool.keys)))
    for pair in combinations(range(FOLDS), 2):
        told = learn([pool.rows[row] for row in pool.known if folds[row] not in pair])
        theirs = _theirs(pair, folds[asked], folds)
        here = np.flatnonzero(theirs.any(axis=1))
        table[here] = np.where(theirs[here], _scores(pool, asked[here].tolist(), (*encoders, told)), table[here])
    return pool.measure(table)


def _theirs(pair: tuple[int, int], asking: Folds, offering: Folds) -> NDArray[np.bool_]:
    """Where the tagger speaks that learned without a pair of folds: asked requests x solutions."""
    own = np.broadcast_to(asking[:, None], (len(asking), len(offering)))
    other = np.where(own == offering, (own + 1) % FOLDS, offering)
    theirs: NDArray[np.bool_] = (np.minimum(own, other) == pair[0]) & (np.maximum(own, other) == pair[1])
    return theirs


def _scores(pool: Pool, rows: Sequence[int], encoders: Sequence[Encoder]) -> NDArray[np.float64]:
    needs = with_vectors([pool.rows[row].need() for row in rows], encoders, asking=True)
    return scores(Recommender(weights=TEXT_ONLY, encoders=encoders).fit(pool.index(encoders)), needs, pool.keys)


def _learned(tagger: Tagger, rows: Sequence[Initiative]) -> Tagger | None:
    """None where no code has enough groups to be learned."""
    labelled = [row for row in rows if row.labels[tagger.kind]]
    known = {code for row in labelled for code in row.labels[tagger.kind] if _enough(code, tagger, labelled)}
    examples = [
        Example(_whole(side), "en", row.group, row.labels[tagger.kind] & known)
        for row in labelled
        for side in (row.solution, row.request)
    ]
    return fit(tagger, examples) if known else None


def _enough(code: str, tagger: Tagger, rows: Sequence[Initiative]) -> bool:
    """Whether two groups have a code and two have not, as learning and calibrating need."""
    having = {row.group for row in rows if code in row.labels[tagger.kind]}
    lacking = {row.group for row in rows if code not in row.labels[tagger.kind]}
    return min(len(having), len(lacking)) >= 2 and (not tagger.known or code in tagger.known)


def _whole(text: Text) -> str:
    return f"{text.title}. {text.body}" if text.body else text.title
