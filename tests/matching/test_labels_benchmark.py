"""The yardstick for goals: what it reads, how it counts, and how folds learn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matching.labels_folds import OutOfFold, quality
from matching.sdg_benchmark import PUBLISHED, Question, accuracy, average, questions, report
from matching.sdg_five_fold import answers_by_folds


def test_every_goal_counts_the_same() -> None:
    asked = [Question("", "1", True)] * 3 + [Question("", "2", True)]
    found = accuracy(asked, [True, True, True, False])
    assert found == {"1": 100.0, "2": 0.0}
    assert average(found) == 50.0


def test_a_no_is_right_where_the_experts_said_no() -> None:
    assert accuracy([Question("", "1", False)], [False]) == {"1": 100.0}


def test_another_file_than_the_published_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "benchmark.csv"
    other.write_text("id,text,sdg,label\n1,Water,6,True\n", encoding="utf-8")
    with pytest.raises(ValueError, match="not the file"):
        questions(other)


def test_folds_learn_what_the_words_of_a_goal_say() -> None:
    texts = [f"{word} {number % 7}" for number in range(80) for word in ("wells", "roads")]
    answers = np.array(["wells" in text for text in texts])
    goals = np.array(["6"] * 80 + ["9"] * 80)
    said = answers_by_folds(texts, goals, answers, np.zeros(160), np.zeros((160, 0), np.float32))
    assert (said == answers).all()


def test_ours_stands_among_the_published_figures() -> None:
    found = {
        "n": 1, "encoder": "use", "zero_shot_per_goal": {"1": 84.0},
        "zero_shot_accuracy": 84.0, "zero_shot_descriptions_accuracy": 82.0, "five_fold_accuracy": 87.0,
    }  # fmt: skip
    lines = report(found).splitlines()
    [ours] = [number for number, line in enumerate(lines) if "shipped" in line and "84.0" in line]
    assert "Claude 4 Sonnet" in lines[ours - 1]
    assert "text2sdg" in lines[ours + 1]
    assert sum(name in "".join(lines) for name in PUBLISHED) == len(PUBLISHED)


def test_quality_counts_right_first_suggestions_and_how_far_probabilities_are_off() -> None:
    answers = np.array([[True, False], [True, False], [False, True], [False, True]])
    found = quality(OutOfFold(np.where(answers, 0.75, 0.25), np.zeros((4, 2)), answers))
    assert found == {"auc": 1.0, "calibration_error": 0.25, "first_right": 1.0}
