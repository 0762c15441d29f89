"""How good a tagger is on our own catalogue, told out of fold, and what was chosen by that.

Each fifth of the catalogue, whole groups of initiatives, is asked about by a tagger that learned from the
other four and from everything that is not the catalogue. Nothing of a benchmark is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Encoder
from matching.labels import SDGTagger
from matching.training import Example, Tagger, fit, initiatives, texts

_FOLDS = 5
_SUGGESTED = 5  # goals that words suggest for one text
_MARGINS = tuple(step / 10 for step in range(-20, 31))
_BINS = 10


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Texts of the catalogue x codes: probabilities, support (see `SDGTagger.support`), the compilers' answers."""

    probabilities: NDArray[np.float64]
    support: NDArray[np.float64]
    answers: NDArray[np.bool_]


def out_of_fold(tagger: Tagger, fixtures: Path) -> OutOfFold:
    """What the tagger says of each text of the catalogue when it has not learned from its group."""
    from sklearn.model_selection import GroupKFold

    learned: NDArray[np.intp]
    held: NDArray[np.intp]
    asked: list[Example] = initiatives(tagger.kind, fixtures)
    others: list[Example] = texts(tagger.kind, fixtures, catalogue=False)
    codes = sorted({code for one in (*asked, *others) for code in one.codes})
    told = np.zeros((2, len(asked), len(codes)))
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=0)
    for learned, held in folds.split(asked, groups=[one.group for one in asked]):
        fit(tagger, [*others, *(asked[row] for row in learned)])
        shown = [asked[row].text for row in held], [asked[row].language for row in held]
        order = [tagger.classes_.index(code) for code in codes]
        told[:, held] = tagger.predict_proba(*shown)[:, order], tagger.support(*shown)[:, order]
    return OutOfFold(told[0], told[1], np.array([[code in one.codes for code in codes] for one in asked]))


def quality(found: OutOfFold) -> dict[str, float]:
    """Mean area under the curve of codes that occur, expected calibration error, share of right first suggestions."""
    from sklearn.metrics import roc_auc_score

    said, true = found.probabilities.ravel(), found.answers.ravel()
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    errors = [abs(float((said - true)[bins == one].sum())) for one in range(_BINS)]
    first = found.answers[np.arange(len(found.answers)), found.probabilities.argmax(axis=1)]
    occurs = found.answers.any(axis=0)
    area = roc_auc_score(found.answers[:, occurs], found.probabilities[:, occurs], average="macro")
    return {"auc": float(area), "calibration_error": sum(errors) / len(said), "first_right": float(first.mean())}


def choose_margin(fixtures: Path, encoder: Encoder | None) -> dict[float, float]:
    """How strongly a text must speak for a goal that some word of it suggested: each margin, and how well it did.

    The questions are the goals that words alone would suggest for a text; the figure is balanced accuracy in
    percent, averaged over the goals. The best margin is `matching.labels_sure.MARGIN`.
    """
    told = out_of_fold(SDGTagger(encoder=encoder), fixtures)
    by_words = out_of_fold(SDGTagger(encoder=None), fixtures).support
    suggested = (-by_words).argsort(axis=1).argsort(axis=1) < _SUGGESTED
    return {margin: _balanced(told.support > margin, told.answers, suggested) for margin in _MARGINS}


def _balanced(said: NDArray[np.bool_], answers: NDArray[np.bool_], suggested: NDArray[np.bool_]) -> float:
    shares = []
    for goal in range(answers.shape[1]):
        right, answer = said[suggested[:, goal], goal], answers[suggested[:, goal], goal]
        if answer.any() and not answer.all():
            shares.append((right[answer].mean() + (~right[~answer]).mean()) / 2)
    return 100 * float(np.mean(shares))
