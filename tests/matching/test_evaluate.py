"""The command that measures the ranker on historical initiatives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.__main__ import main
from matching.evaluate import evaluate
from matching.initiatives import read

ROOT = Path(__file__).parents[2]
FILE = ROOT / "fixtures/evaluation/initiatives.jsonl"
HASH = "8a68e07f54887352407bddff73b1ca6fff3a4488c9b8f171d69b641b5d6fe6b4"
RECORD = {
    "id": "kept-out",
    "solution_title": "Rainwater tanks",
    "solution_summary": "For schools.",
    "request_title": "Water for pupils",
    "request_summary": "Wells run dry.",
    "sdgs": [6],
    "sectors": ["water-sanitation"],
}


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    command = [sys.executable, "-m", "matching", "evaluate", str(FILE), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_recall_of_text_alone_passes_the_floor(printed: dict[str, Any]) -> None:
    assert printed["text_only_no_encoder"]["recall10_group"] >= 0.82


def test_reciprocal_rank_of_text_alone_passes_the_floor(printed: dict[str, Any]) -> None:
    assert printed["text_only_no_encoder"]["mrr_group"] >= 0.62


def test_plain_bm25_stands_beside_it_at_its_known_level(printed: dict[str, Any]) -> None:
    assert printed["bm25"]["mrr_group"] == pytest.approx(0.60, abs=0.02)
    assert printed["bm25"]["recall10_group"] == pytest.approx(0.79, abs=0.02)


def test_shared_labels_are_named_leaky_and_lead(printed: dict[str, Any]) -> None:
    assert printed["leaky_labels"]["mrr_group"] > printed["text_only_no_encoder"]["mrr_group"]


@pytest.mark.parametrize("system", ["bm25", "text_only_no_encoder", "leaky_labels"])
def test_every_system_has_the_same_keys(printed: dict[str, Any], system: str) -> None:
    assert printed[system].keys() == {
        "n", "mrr_group", "ndcg10_group", "recall10_group", "mrr_exact", "ndcg10_exact", "recall10_exact",
        "ci95", "gain_over_bm25", "gain_ci95",
    }  # fmt: skip
    assert printed[system]["n"] == 159


def test_the_file_is_named_by_its_hash(printed: dict[str, Any]) -> None:
    assert printed["files"] == [{"name": "initiatives.jsonl", "sha256": HASH}]


def test_people_get_a_table_with_the_leak_named(capsys: pytest.CaptureFixture[str]) -> None:
    main(["evaluate", str(FILE)])

    assert "LEAKY" in capsys.readouterr().out


def test_what_is_tuned_still_passes_out_of_fold(capsys: pytest.CaptureFixture[str]) -> None:
    main(["tune", str(FILE)])

    figures = json.loads(capsys.readouterr().out)["out_of_fold"]
    assert (figures["mrr_group"] >= 0.62, figures["recall10_group"] >= 0.82) == (True, True)


def test_several_files_make_one_pool(tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(json.dumps(RECORD) + "\n")
    two.write_text(json.dumps({**RECORD, "solution_title": "Solar pumps"}) + "\n\n")

    assert evaluate([one, two])["pool"] == 2


def test_identifiers_and_countries_never_become_words(tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({**RECORD, "recipient_countries": ["KEN"], "provider_country": "BRA"}))
    [row] = read([path])

    assert not {"kept-out", "KEN", "BRA"} & {*str(row.need()).split("'"), *str(row.offer("a")).split("'")}


def test_identical_offers_share_the_credit_exactly(tmp_path: Path) -> None:
    path = tmp_path / "twins.jsonl"
    path.write_text("\n".join([json.dumps(RECORD)] * 2))

    assert evaluate([path])["text_only_no_encoder"]["mrr_exact"] == 0.75


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not an object"),
        (json.dumps(RECORD) + "\n{}", "line 2: solution_title is missing"),
        (json.dumps({**RECORD, "request_title": 3}), "request_title is missing or not text"),
        (json.dumps({**RECORD, "sdgs": "6"}), "sdgs is not a list"),
        ("", "no initiatives"),
    ],
)
def test_a_bad_file_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, why: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content)

    code = main(["evaluate", str(path), "--json"])

    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert why in printed.err


def test_a_missing_file_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(bytes(np.arange(128, 255, dtype=np.uint8)))

    assert main(["evaluate", str(path)]) == 2
    assert "not UTF-8" in capsys.readouterr().err
