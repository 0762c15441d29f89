"""The public benchmark for goals by cross-validation: learned from four fifths for the other fifth.

Not comparable with figures of those who never learned from it; it says how far more examples would carry.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Vectors
from matching.labels_words import terms

_STRENGTHS = (0.3, 1.0, 3.0, 10.0)


def answers_by_folds(
    texts: list[str],
    goals: NDArray[np.str_],
    answers: NDArray[np.bool_],
    support: NDArray[np.float64],
    vectors: Vectors,
) -> NDArray[np.bool_]:
    """Answers out of fold: a logistic regression per goal on what a tagger says, the words and the vectors.

    All arrays have one row per text. The strength is chosen inside the four fifths.
    """
    from sklearn.model_selection import StratifiedKFold

    sides = [f"{goal} {answer}" for goal, answer in zip(goals, answers, strict=True)]
    told = np.column_stack([support / 2, vectors])  # halved: near the scale of the vectors
    said = np.zeros(len(texts), bool)
    for learned, held in StratifiedKFold(5, shuffle=True, random_state=0).split(told, sides):
        table = _table(texts, told, learned)
        for goal in np.unique(goals):
            own, rest = learned[goals[learned] == goal], held[goals[held] == goal]
            said[rest] = _chosen(table[own], answers[own]).predict(table[rest])
    return said


def _table(texts: list[str], told: NDArray[np.float64], learned: NDArray[np.intp]) -> Any:
    """What is told beside the words, whose rarity is learned from the four fifths alone."""
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer=_terms, sublinear_tf=True, min_df=2).fit([texts[row] for row in learned])
    return sparse.csr_matrix(sparse.hstack([told, words.transform(texts)]))


def _terms(text: str) -> list[str]:
    return terms(text, "en")


def _chosen(table: Any, answers: NDArray[np.bool_]) -> Any:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV

    search = GridSearchCV(LogisticRegression(max_iter=2000), {"C": _STRENGTHS}, scoring="accuracy", cv=5)
    return search.fit(table, answers)
