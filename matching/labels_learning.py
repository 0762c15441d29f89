"""How a tagger learns: one calibrated logistic regression per code, on words and vectors side by side.

scikit-learn does the learning and is imported only here, when something is learned. What comes out is
one line of weights per code, because a logistic regression behind a sigmoid calibration (Platt 1999) is
again a logistic regression; so a tagger in use needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Vectors
from matching.labels_words import Vocabulary

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds of a code = words of a text · `words` + its vector · `vectors` + `offset`; columns are codes.

    `rates`: the share of the texts learned from that had the code.
    """

    vocabulary: Vocabulary
    words: NDArray[np.float32]
    vectors: NDArray[np.float32]
    offset: NDArray[np.float32]
    rates: NDArray[np.float32]


def learn(
    found: Sequence[Sequence[str]],
    vectors: Vectors,
    given: NDArray[np.bool_],
    groups: Sequence[str],
    strength: float,
) -> Weights:
    """Weights for the codes in the columns of `given` (texts x codes).

    `found`: the stems of each text; `vectors`: texts x dimensions, perhaps of width 0; `groups`: texts
    of one group never stand on both sides when probabilities are calibrated; `strength`: scikit-learn's C.
    """
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer

    tfidf = TfidfVectorizer(analyzer=_as_they_are, sublinear_tf=True, min_df=2)
    table = sparse.csr_matrix(sparse.hstack([tfidf.fit_transform(found), vectors], dtype=np.float64))
    columns = [_one_code(table, given[:, code], groups, strength) for code in range(given.shape[1])]
    weights = np.array([line for line, _ in columns], np.float32).T
    known = tfidf.get_feature_names_out().tolist()
    return Weights(
        vocabulary=Vocabulary(known, tfidf.idf_.astype(np.float32)),
        words=weights[: len(known)],
        vectors=weights[len(known) :],
        offset=np.array([offset for _, offset in columns], np.float32),
        rates=given.mean(axis=0, dtype=np.float32),
    )


def _one_code(table: Any, given: NDArray[np.bool_], groups: Sequence[str], strength: float) -> tuple[Any, float]:
    """Weights and offset of one code, calibrated on texts of groups that it did not learn from."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold

    sides = [len(set(np.asarray(groups)[given == side])) for side in (True, False)]
    folds = StratifiedGroupKFold(n_splits=min(_FOLDS, *sides), shuffle=True, random_state=0)
    classifier = CalibratedClassifierCV(
        LogisticRegression(C=strength, class_weight="balanced", max_iter=1000),
        method="sigmoid",
        cv=list(folds.split(table, given, groups)),
        ensemble=False,
    ).fit(table, given)
    [calibrated] = classifier.calibrated_classifiers_
    [sigmoid] = calibrated.calibrators  # probability = 1 / (1 + exp(a · decision + b))
    line, offset = calibrated.estimator.coef_[0], calibrated.estimator.intercept_[0]
    return -sigmoid.a_ * line, float(-sigmoid.a_ * offset - sigmoid.b_)


def _as_they_are(found: Sequence[str]) -> Sequence[str]:
    return found
