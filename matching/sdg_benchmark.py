"""The public yardstick for tagging texts with goals: 1,251 texts, each asked about one goal.

Source: `sdgclassification-benchmark` 1.0.0 (SDGClassification; code MIT; texts from the OSDG Community
Dataset and its experts, CC BY 4.0). Its figure is the accuracy per goal, averaged over the 17 goals. A
figure is comparable only if none of its texts was in the training and nothing was chosen on it
(`zero_shot`); what learns from it by cross-validation is printed apart (`five_fold`).

A question comes about because a word of the text suggested the goal. So the share of texts that have a goal
says nothing here; the answer is yes if the text speaks for the goal (`support`) more than `MARGIN`, which
`matching.labels_folds` chose on our own catalogue.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Encoder
from matching.labels import SDGTagger
from matching.labels_sure import MARGIN
from matching.sdg_five_fold import answers_by_folds
from matching.training import train

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


def run(encoders: Sequence[Encoder], fixtures: Path) -> dict[str, Any]:
    """All figures for the first of the encoders (none: words alone), beside the published ones.

    `zero_shot` is the tagger that ships; `zero_shot_descriptions` learned without our catalogue.
    """
    encoder = encoders[0] if encoders else None
    asked = questions()
    described = train(SDGTagger(encoder=encoder), fixtures, catalogue=False)
    support = _support(asked, described)
    vectors = encoder.encode([one.text for one in asked]) if encoder else np.zeros((len(asked), 0), np.float32)
    goals, answers = np.array([one.goal for one in asked]), np.array([one.answer for one in asked])
    said = {
        "zero_shot": _support(asked, SDGTagger.shipped(encoder)) > MARGIN,
        "zero_shot_descriptions": support > MARGIN,
        "five_fold": answers_by_folds([one.text for one in asked], goals, answers, support, vectors),
    }
    found: dict[str, Any] = {"n": len(asked), "encoder": encoder.name if encoder else "none", "published": PUBLISHED}
    for name, answered in said.items():
        per_goal = accuracy(asked, answered)
        found |= {f"{name}_accuracy": round(average(per_goal), 1), f"{name}_per_goal": per_goal}
    return found


def report(found: dict[str, Any]) -> str:
    """The figures of `run` among the published ones, best first; then those by goal."""
    names = {"zero_shot": "shipped", "zero_shot_descriptions": "without the catalogue"}
    ours = {f"this library, {words}": found[f"{name}_accuracy"] for name, words in names.items()}
    ranking = sorted({**PUBLISHED, **ours}.items(), key=lambda one: -float(one[1]))
    by_goal = [f"  goal {goal:2} {share:5.1f}" for goal, share in found["zero_shot_per_goal"].items()]
    return "\n".join(
        [f"Mean accuracy of 17 goals in percent; nothing learned from the {found['n']} texts; {found['encoder']}:"]
        + [f"  {name:40} {value:5.1f}" for name, value in ranking]
        + ["As shipped, by goal:", *by_goal]
        + [f"Learned from the benchmark itself, five folds (not comparable): {found['five_fold_accuracy']:.1f}"]
    )


def _support(asked: Sequence[Question], tagger: SDGTagger) -> NDArray[np.float64]:
    """How much each text speaks for the goal that it is asked about."""
    places = [tagger.classes_.index(one.goal) for one in asked]
    support: NDArray[np.float64] = tagger.support([one.text for one in asked], ["en"] * len(asked))
    return support[np.arange(len(asked)), places]


def _installed() -> Path:
    found = find_spec("sdgclassification")
    if found is None or not found.submodule_search_locations:
        raise ValueError("the SDG benchmark is not installed (pip install sdgclassification-benchmark==1.0.0)")
    return Path(next(iter(found.submodule_search_locations))) / "benchmark" / "resources" / "benchmark.csv"
