"""The evaluation among distractors, who is shown, and the verdicts."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.__main__ import main
from matching.encoders import Vectors
from matching.evaluation.distractors import distractors
from matching.evaluation.least_developed import AS_OF, LEAST_DEVELOPED
from matching.evaluation.remembering import RememberingEncoder
from matching.evaluation.report import table
from matching.evaluation.targets import targets

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILE = FIXTURES / "evaluation/initiatives.jsonl"


@pytest.fixture
def further(tmp_path: Path) -> Path:
    """A folder with four texts that answer nothing."""
    folder = tmp_path / "further"
    folder.mkdir()
    with gzip.open(folder / "worldbank-objectives.csv.gz", "wt", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["id", "name", "objective", "subjects"])
        lines.writerows([f"P{number}", f"Road {number}", "Pave rural roads.", "Transport"] for number in range(4))
    return folder


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CRUX_BENCH_DATA", raising=False)
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(FILE.read_text(encoding="utf-8").splitlines()[:12]), encoding="utf-8")
    return path


@pytest.fixture
def results() -> dict[str, Any]:
    """The committed output of the command."""
    found: dict[str, Any] = json.loads((FIXTURES / "evaluation/results.json").read_text(encoding="utf-8"))
    return found


def evaluated(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["evaluate", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_texts_of_a_folder_are_further_solutions(
    few: Path, further: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = evaluated(capsys, str(few), "--encoders", "none", "--distractors", str(further))

    hidden = found["distractors"]
    assert (found["pool"], hidden["pool"], hidden["bm25"]["n"]) == (12, 16, 12)
    assert hidden["bm25"]["mrr_group"] <= found["bm25"]["mrr_group"]
    assert "text_only" not in hidden


def test_the_folder_may_come_from_the_environment(
    few: Path, further: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRUX_BENCH_DATA", str(further))

    assert evaluated(capsys, str(few), "--encoders", "none")["distractors"]["pool"] == 16


def test_encoders_read_the_further_texts_only_if_asked_to(
    few: Path, further: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = evaluated(capsys, str(few), "--distractors", str(further))
    having = evaluated(capsys, str(few), "--distractors", str(further), "--distractor-vectors")

    assert "not measured, vectors take minutes" in table(without)
    assert "text_only" not in without["distractors"]
    assert having["distractors"]["text_only"]["n"] == 12


def test_a_folder_without_the_file_is_explained(few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(few), "--encoders", "none", "--distractors", str(tmp_path)]) == 2
    assert "worldbank-objectives.csv.gz cannot be read" in capsys.readouterr().err


def test_the_folder_of_the_repository_has_thousands_of_texts() -> None:
    found = distractors(FIXTURES / "training")

    assert len(found) == 9732
    assert all(text.title for text in found)


def test_least_developed_countries_are_those_of_the_reference_table_on_that_day() -> None:
    with (FIXTURES / "reference/memberships.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))

    members = {row["country"] for row in rows if row["group"] == "LDC" and (row["valid_to"] or "9") > AS_OF}
    assert members == LEAST_DEVELOPED


def test_visibility_shows_least_developed_countries_more_and_spread_more_countries(results: dict[str, Any]) -> None:
    rows = {row["name"]: row for row in results["balance"]}

    assert rows["visibility .25"]["ldc_exposure"] > rows["visibility .1"]["ldc_exposure"] > rows["none"]["ldc_exposure"]
    assert rows["spread .02"]["provider_countries"] > rows["none"]["provider_countries"]
    assert {row["ldc_share_of_offers"] for row in rows.values()} == {round(13 / 159, 4)}


def test_a_figure_below_its_floor_fails_and_what_was_not_run_is_named(results: dict[str, Any]) -> None:
    worse = deepcopy(results)
    worse["text_only"]["mrr_group"] = 0.71
    found = {one.name: one for one in targets(worse)}

    assert (found["use, one-way"].kept, found["Q1 use, one-way"].kept) == (False, True)
    assert found["use+e5, one-way / reciprocal"].found == "not measured: --encoders use,e5"
    assert "make bench-matching" in found["speed and size, S1 to S5"].found


@pytest.mark.parametrize(
    "name", ["Q2 no encoder, labels predicted", "Q3 across languages", "Q4 labels at 60 % agreement"]
)
def test_a_figure_that_files_do_not_give_is_not_judged(results: dict[str, Any], name: str) -> None:
    fewer = {key: row for key, row in results.items() if key[:4] not in ("pred", "cros", "labe")}

    [one] = [one for one in targets(fewer) if one.name == name]
    assert one.kept is None
    assert "these files give no" in one.found


def test_distractors_are_judged_with_encoders_alone(results: dict[str, Any]) -> None:
    row = results["text_only"]
    hidden = {"bm25": {**row, "mrr_group": 0.4}, "text_only_no_encoder": row, "text_only": {**row, "mrr_group": 0.6}}
    judged = {one.name: one for one in targets({**results, "distractors": {"pool": 9, **hidden}})}

    assert judged["Q5 among distractors"].kept is True
    assert judged["Q5 among distractors over BM25 there"].found == "1.500x"
    assert {one.kept for one in targets(results) if one.name.startswith("Q5")} == {None}


def test_another_file_has_levels_of_its_own(results: dict[str, Any]) -> None:
    [one] = targets({**results, "files": [{"name": "other.jsonl", "sha256": "0"}]})

    assert one.kept is None


def test_the_unpublished_half_has_its_own_levels(results: dict[str, Any]) -> None:
    half = {
        **results,
        "files": [*results["files"], {"name": "rest.jsonl", "sha256": "0"}],
        "heldout": ["rest.jsonl"],
        "pool": 289,
        "bm25": {**results["bm25"], "n": 130},
    }

    assert {one.wanted for one in targets(half) if one.name == "Q1 use, one-way"} == {">= 0.661"}


def test_what_is_committed_keeps_every_promise_that_it_measured(results: dict[str, Any]) -> None:
    assert any(one["kept"] for one in results["targets"])
    assert [one["name"] for one in results["targets"] if one["kept"] is False] == []


def test_a_text_is_read_once_and_needs_apart_where_a_model_reads_them_otherwise() -> None:
    class Counting:
        version, dimensions, weight = "1", 2, 1.0

        def __init__(self, name: str) -> None:
            self.name = name
            self.read: list[str] = []

        def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
            self.read += texts
            return np.ones((len(texts), 2), np.float32)

    for name, times in (("use", 1), ("e5", 2)):
        model = Counting(name)
        once = RememberingEncoder(encoder=model)
        assert once.encode(["wells", "wells"]).shape == (2, 2)
        once.encode(["wells"], asking=True)
        assert model.read == ["wells"] * times
        assert once.encode([]).shape == (0, 2)
