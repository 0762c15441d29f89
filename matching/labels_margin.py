"""How strongly a text must speak for a goal that was suggested by a word: chosen on our own catalogue.

The questions are the goals that words alone would suggest for an initiative that nobody learned from; the
answers are the compilers' goals. Nothing of a benchmark is read.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Encoder
from matching.labels import SDGTagger
from matching.training import Example, fit, initiatives, texts

_FOLDS = 5
_SUGGESTED = 5  # goals that words suggest for one text
_MARGINS = tuple(step / 10 for step in range(-20, 31))


def choose_margin(fixtures: Path, encoder: Encoder | None) -> dict[float, float]:
    """Balanced accuracy in percent, averaged over the goals, for each margin that was tried."""
    asked = initiatives("goal", fixtures)
    others = texts("goal", fixtures, catalogue=False)
    support = _out_of_fold(SDGTagger(encoder=encoder), asked, others)
    by_words = _out_of_fold(SDGTagger(encoder=None), asked, others)
    suggested = (-by_words).argsort(axis=1).argsort(axis=1) < _SUGGESTED
    answers = np.array([[code in one.codes for code in SDGTagger.known] for one in asked])
    return {margin: _balanced(support > margin, answers, suggested) for margin in _MARGINS}


def _out_of_fold(tagger: SDGTagger, asked: list[Example], others: list[Example]) -> NDArray[np.float64]:
    from sklearn.model_selection import GroupKFold

    support = np.zeros((len(asked), len(SDGTagger.known)))
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=0)
    for learned, held in folds.split(asked, groups=[one.group for one in asked]):
        fit(tagger, [*others, *(asked[row] for row in learned)])
        support[held] = tagger.support([asked[row].text for row in held], [asked[row].language for row in held])
    return support


def _balanced(said: NDArray[np.bool_], answers: NDArray[np.bool_], suggested: NDArray[np.bool_]) -> float:
    shares = []
    for goal in range(answers.shape[1]):
        right, answer = said[suggested[:, goal], goal], answers[suggested[:, goal], goal]
        if answer.any() and not answer.all():
            shares.append((right[answer].mean() + (~right[~answer]).mean()) / 2)
    return 100 * float(np.mean(shares))
