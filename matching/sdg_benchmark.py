"""The public yardstick for tagging texts with goals: 1,251 texts, each asked about one goal.

Source: `sdgclassification-benchmark` 1.0.0 (SDGClassification; code MIT; texts from the OSDG Community
Dataset and its experts, CC BY 4.0). Its figure is the accuracy per goal, averaged over the 17 goals. A
figure is comparable only if none of its texts was in the training and nothing was chosen on it; what
learns from it by cross-validation is printed apart.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

GOALS = tuple(str(number) for number in range(1, 18))

PUBLISHED = {
    "AFD Prospector": 88,
    "GPT-4o": 87,
    "Deepseek v3": 87,
    "Llama-3-70B": 86,
    "Claude 4 Sonnet": 85,
    "text2sdg": 83,
    "Global Goals Directory": 81,
    "Aurora": 79,
    "JRC mapper": 77,
    "OSDG v1": 70,
}
"""Average accuracies in percent that the benchmark's authors list, none of them trained on it."""

_SHA256 = "0ce3226365d7a5aa2c2bab251eda1edbd9347dfc23f759108baec1ae2a825292"


@dataclass(frozen=True, slots=True)
class Question:
    """Is this text about this goal? `answer` is what the experts said."""

    text: str
    goal: str
    answer: bool


def questions(path: Path | None = None) -> list[Question]:
    """The questions in file order, by default those of the installed package.

    Raises ValueError if the package is not installed or the file is another one.
    """
    raw = (path or _installed()).read_bytes()
    if hashlib.sha256(raw).hexdigest() != _SHA256:
        raise ValueError("the SDG benchmark is not the file that the published figures were measured on")
    rows = csv.DictReader(raw.decode("utf-8").splitlines(keepends=True))
    return [Question(row["text"], row["sdg"], row["label"] == "True") for row in rows]


def accuracy(asked: Sequence[Question], said: Sequence[bool] | NDArray[np.bool_]) -> dict[str, float]:
    """Percent of right answers for each goal that was asked about."""
    right = np.array([one.answer == bool(answer) for one, answer in zip(asked, said, strict=True)])
    goals = np.array([one.goal for one in asked])
    return {goal: 100 * float(right[goals == goal].mean()) for goal in GOALS if (goals == goal).any()}


def average(per_goal: dict[str, float]) -> float:
    """The benchmark's figure: every goal counts the same."""
    return sum(per_goal.values()) / len(per_goal)


def _installed() -> Path:
    found = find_spec("sdgclassification")
    if found is None or not found.submodule_search_locations:
        raise ValueError("the SDG benchmark is not installed (pip install sdgclassification-benchmark==1.0.0)")
    return Path(next(iter(found.submodule_search_locations))) / "benchmark" / "resources" / "benchmark.csv"
