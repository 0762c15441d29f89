"""What needs and offers have in common is taken off their vectors: by side, by model, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matching import Document, Text, typical
from matching.__main__ import main
from matching.encoders import ENCODERS, Encoder, mark, pinned
from matching.evaluation.initiatives import read, sha256
from matching.evaluation.out_of_fold import Plain, typical_out_of_fold
from matching.own_encoder import SentenceTransformerEncoder
from matching.typical import SHIPPED, Typical
from matching.typical_learning import train_typical
from matching.vectors import document_vectors, meaning_of, plain_vectors

FILE = Path(__file__).parents[2] / "fixtures" / "evaluation" / "initiatives.jsonl"
GAP = Typical(np.array([0.5, 0, 0], np.float32), np.array([0, 0.5, 0], np.float32))
NEED = Document("request:1", {"en": Text("Water for schools", "Wells fail.")})
NOTHING = Document("request:2", {})


class Letters:
    """A model of a site's own: how often three letters stand in a text."""

    def encode(self, texts: list[str]) -> list[list[float]]:
        return [[text.lower().count(letter) + 0.1 for letter in "aeo"] for text in texts]


@pytest.fixture
def own() -> Encoder:
    return SentenceTransformerEncoder(Letters(), name="own", version="1")


@pytest.fixture
def known(own: Encoder, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    """The same model, with means as if they shipped."""
    monkeypatch.setattr(typical, "_shipped", lambda: {pinned(own): GAP})
    return own


@pytest.mark.parametrize("name", ENCODERS)
def test_every_encoder_of_the_library_has_a_typical_need_and_offer(name: str) -> None:
    model = ENCODERS[name]()
    found = typical.typical(pinned(model))
    assert found is not None
    assert found.need.shape == found.offer.shape == (model.dimensions,)
    assert 0 < np.linalg.norm(found.need - found.offer) < 1


def test_the_file_says_what_it_was_made_from() -> None:
    with np.load(SHIPPED, allow_pickle=False) as file:
        about = json.loads(file["about"].tobytes())
    assert about["sha256_of_source"] == sha256(FILE)
    assert about["licence"] == "CC BY 4.0"


def test_what_is_typical_is_taken_off_by_side(known: Encoder) -> None:
    plain = plain_vectors(known, [NEED])[0]
    asked, offered = (document_vectors(known, [NEED], asking=asking)[0] for asking in (True, False))
    for found, mean in ((asked, GAP.need), (offered, GAP.offer)):
        assert found == pytest.approx((plain - mean) / np.linalg.norm(plain - mean), abs=1e-6)
    assert not np.allclose(asked, offered)


def test_a_search_is_read_as_a_need(known: Encoder) -> None:
    [found] = meaning_of([known], "Water for schools").values()
    whole = GAP.off(known.encode(["Water for schools"], asking=True), asking=True)[0]
    assert found == pytest.approx(whole)


def test_a_document_without_words_has_no_vector(known: Encoder) -> None:
    rows = document_vectors(known, [NEED, NOTHING], asking=True)
    assert rows[0].any()
    assert not rows[1].any()


def test_a_model_of_a_sites_own_stays_as_it_is(own: Encoder) -> None:
    assert mark(own) == "own:1"
    assert np.array_equal(document_vectors(own, [NEED], asking=True), plain_vectors(own, [NEED], asking=True))


def test_vectors_with_other_means_are_kept_under_another_mark(known: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark(known)
    assert before == f"own:1-{GAP.version}"
    monkeypatch.setattr(typical, "_shipped", lambda: {pinned(known): Typical(GAP.need, GAP.need)})
    assert mark(known) != before


def test_a_document_has_the_same_vector_whatever_stands_beside_it(known: Encoder) -> None:
    alone = document_vectors(known, [NEED], asking=True)[0]
    beside = document_vectors(known, [NOTHING, Document("request:3", {"en": Text("Eggs")}), NEED], asking=True)[2]
    assert np.array_equal(alone, beside)


def test_the_command_writes_the_means_of_both_sides(own: Encoder, tmp_path: Path) -> None:
    about = train_typical(FILE, [own], tmp_path / "means.npz")
    found = typical.read(tmp_path / "means.npz")[pinned(own)]
    needs = plain_vectors(own, [row.need() for row in read([FILE])], asking=True)
    assert about["models"] == ["own:1"]
    assert found.need == pytest.approx(needs.mean(axis=0))
    assert np.linalg.norm(found.off(needs, asking=True).mean(axis=0)) < np.linalg.norm(needs.mean(axis=0)) / 2


def test_the_same_texts_give_the_same_file(own: Encoder, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train_typical(FILE, [own], tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_the_command_refuses_a_file_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train-typical", str(tmp_path / "no.jsonl"), "--encoders", "none", "--to", str(tmp_path / "x")]) == 2
    assert "no.jsonl" in capsys.readouterr().err


def test_means_of_other_folds_leave_the_fold_out(known: Encoder) -> None:
    plain = Plain.of(read([FILE])[:30], [known])
    seen = np.arange(30) >= 10
    [found] = plain.means([mark(known)], seen).values()
    plain.needs[mark(known)][:10] = plain.offers[mark(known)][:10] = 7
    [again] = plain.means([mark(known)], seen).values()
    assert np.array_equal(found.need, again.need)
    assert np.array_equal(found.offer, again.offer)


def test_figures_out_of_fold_stand_beside_those_that_ship(known: Encoder) -> None:
    rows = read([FILE])[:24]
    found = typical_out_of_fold(rows, [known], np.arange(24) % 2)
    assert set(found) == {"text_only", "text_only_reciprocal40", "labels_p60", "cross_lingual"}
    for line in found.values():
        low, high = line["difference_ci95"]
        assert 0 < line["out_of_fold"] <= 1
        assert low - 1e-4 <= line["out_of_fold"] - line["shipped"] <= high + 1e-4


def test_without_means_both_figures_are_the_same(own: Encoder) -> None:
    found = typical_out_of_fold(read([FILE])[:12], [own], np.arange(12) % 2)
    assert all(line["shipped"] == line["out_of_fold"] for line in found.values() if line)
