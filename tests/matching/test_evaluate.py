"""The command that measures the ranker on historical initiatives."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.__main__ import main
from matching.evaluation.evaluate import evaluate
from matching.evaluation.initiatives import read

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
SYSTEMS = [
    "bm25",
    "text_only_no_encoder",
    "text_only",
    "text_only_reciprocal40",
    "predicted_labels_no_encoder",
    "predicted_labels",
    "cross_lingual",
    "cross_lingual_same_in_english_bm25",
    "labels_p60",
]


@pytest.fixture(autouse=True)
def _no_distractors_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CRUX_BENCH_DATA", raising=False)


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    """The command on the public file; taggers learn in three folds instead of five, which is quicker and no kinder."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.delenv("CRUX_BENCH_DATA", raising=False)
        patch.setattr("matching.evaluation.predicted.FOLDS", 3)
        assert main(["evaluate", str(FILE), "--json"]) == 0
    answer: dict[str, Any] = json.loads(out.getvalue())
    return answer


FLOORS = {
    "text_only_no_encoder": 0.66,
    "text_only_no_encoder_reciprocal40": 0.67,
    "text_only": 0.74,
    "text_only_reciprocal40": 0.77,
    "predicted_labels_no_encoder": 0.59,
    "cross_lingual": 0.64,
    "labels_p60": 0.88,
}


@pytest.mark.parametrize("system", FLOORS)
def test_the_partner_is_found_as_often_as_promised(printed: dict[str, Any], system: str) -> None:
    assert printed[system]["mrr_group"] >= FLOORS[system]


def test_the_gain_over_plain_words_is_more_than_chance(printed: dict[str, Any]) -> None:
    assert printed["text_only"]["gain_ci95"][0] >= 0.07


def test_a_need_in_another_language_is_served_as_well_as_words_serve_english(printed: dict[str, Any]) -> None:
    same = printed["cross_lingual_same_in_english_bm25"]

    assert (printed["cross_lingual"]["n"], same["n"]) == (44, 44)
    assert printed["cross_lingual"]["mrr_group"] >= same["mrr_group"]


def test_plain_bm25_stands_beside_it_at_its_known_level(printed: dict[str, Any]) -> None:
    assert printed["bm25"]["mrr_group"] == pytest.approx(0.603, abs=0.005)


def test_shared_labels_are_named_leaky_and_lead(printed: dict[str, Any]) -> None:
    assert printed["leaky_labels"]["mrr_group"] > printed["text_only"]["mrr_group"]


@pytest.mark.parametrize("system", [*SYSTEMS, "leaky_labels"])
def test_every_system_has_the_same_keys(printed: dict[str, Any], system: str) -> None:
    assert printed[system].keys() == {
        "n", "mrr_group", "ndcg10_group", "recall10_group", "mrr_exact", "ndcg10_exact", "recall10_exact",
        "ci95", "gain_over_bm25", "gain_ci95",
    }  # fmt: skip


def test_the_file_is_named_by_its_hash(printed: dict[str, Any]) -> None:
    assert printed["files"] == [{"name": "initiatives.jsonl", "sha256": HASH}]
    assert printed["encoders"] == ["use"]


def test_notices_stay_out_of_the_figures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "matching", "evaluate", str(some(tmp_path, 12)), "--encoders", "none", "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)

    assert "across languages" in run.stderr
    assert json.loads(run.stdout)["pool"] == 12


def test_people_get_a_table_with_the_leak_last_and_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = some(tmp_path, 12)
    main(["evaluate", str(path), "--encoders", "none"])

    rows = [line for line in capsys.readouterr().out.splitlines() if "to 1.00" in line or " to " in line]
    assert rows[-1].startswith("LEAKY BOUND")


def test_no_encoder_is_first_class(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code = main(["evaluate", str(some(tmp_path, 12)), "--encoders", "none", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert (code, found["encoders"]) == (0, [])
    assert found["text_only"]["mrr_group"] == found["text_only_no_encoder"]["mrr_group"]


def test_held_out_requests_are_asked_over_the_solutions_of_all_files(tmp_path: Path) -> None:
    known, heldout = some(tmp_path, 12), tmp_path / "heldout.jsonl"
    heldout.write_text(json.dumps({**RECORD, "solution_title": "Solar pumps"}) + "\n")

    found = evaluate([known], [heldout])

    assert (found["pool"], found["bm25"]["n"]) == (13, 1)


def test_what_is_tuned_still_passes_out_of_fold(capsys: pytest.CaptureFixture[str]) -> None:
    main(["tune", str(FILE), "--encoders", "none"])

    figures = json.loads(capsys.readouterr().out)["out_of_fold"]
    assert (figures["mrr_group"] >= 0.66, figures["recall10_group"] >= 0.84) == (True, True)


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
        (json.dumps({**RECORD, "request_title_i18n": {"lang": "fr"}, "request_summary_i18n": {}}), None),
        (json.dumps({**RECORD, "request_title_i18n": {"x": 1}, "request_summary_i18n": {"y": 1}}), "another language"),
        ("", "no initiatives"),
    ],
)
def test_a_bad_file_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, why: str | None
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content)

    code = main(["evaluate", str(path), "--json", "--encoders", "none"])

    printed = capsys.readouterr()
    assert code == (2 if why else 0)
    assert (why or "") in printed.err
    assert bool(printed.out) == (why is None)


def test_a_missing_file_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "nowhere.jsonl")]) == 2
    assert "No such file" in capsys.readouterr().err


def test_an_unknown_encoder_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(FILE), "--encoders", "gpt"]) == 2
    assert "no encoder is called 'gpt'" in capsys.readouterr().err


def test_bytes_that_are_no_text_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bytes"
    path.write_bytes(bytes(np.arange(128, 255, dtype=np.uint8)))

    assert main(["evaluate", str(path)]) == 2
    assert "not UTF-8" in capsys.readouterr().err


def some(folder: Path, count: int) -> Path:
    """The first records of the public file."""
    path = folder / "some.jsonl"
    path.write_text("\n".join(FILE.read_text(encoding="utf-8").splitlines()[:count]), encoding="utf-8")
    return path
