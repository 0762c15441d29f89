"""The benchmark: fair documents, engines that do what they say, verdicts that follow from the figures."""

from __future__ import annotations

import importlib.util
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Analyzer, Hit, HybridIndex
from matching.benchmark import batch, exactness, ours, peers, tantivy, texts
from matching.benchmark.__main__ import main
from matching.benchmark.corpus import Corpus, Need, draw, needs
from matching.benchmark.engine import Engine, NotInstalled
from matching.benchmark.machine import Limits, floor
from matching.benchmark.report import report
from matching.benchmark.speed import interleaved
from matching.benchmark.tables import Masks
from matching.benchmark.targets import Size, targets
from matching.benchmark.texts import Material

SEED = 7
SIZE = 400
HELD = 40
PEERS = {"linear_kernel": peers.linear_kernel, "bm25s": peers.bm25s, "fts5": peers.fts5, "tantivy": tantivy.tantivy}


@contextmanager
def without_peers() -> Iterator[None]:
    """As on a machine where no peer is installed."""
    found = importlib.util.find_spec
    missing = {"bm25s", "numba", "tantivy", "sparse_dot_topn"}

    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in missing else found(name, package)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(importlib.util, "find_spec", find)
        yield


@pytest.fixture(scope="module")
def material() -> Material:
    return texts.material(texts.FOLDER, HELD, SEED)


@pytest.fixture(scope="module")
def corpus(material: Material) -> Corpus:
    return draw(material, SIZE, SEED)


@pytest.fixture(scope="module")
def index(corpus: Corpus) -> HybridIndex:
    return HybridIndex().fit(corpus.documents())


@dataclass(frozen=True)
class Ran:
    """A small run of the command: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def ran() -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with without_peers(), redirect_stdout(out), redirect_stderr(err):
        code = main(["--sizes", "60", "--queries", "6", "--batch", "0", "--patience", "0", "--json"])
    return Ran(code, out.getvalue(), err.getvalue())


@given(row=st.integers(0, SIZE - 1))
def test_every_engine_gets_the_terms_that_our_analyser_reads_in_the_document(corpus: Corpus, row: int) -> None:
    read = Analyzer().terms(corpus.document(row).texts["en"].body, "en")

    given_terms = corpus.tokens[corpus.starts[row] : corpus.starts[row + 1]].tolist()

    assert [corpus.material.vocabulary.words[number] for number in given_terms] == read


def test_a_document_has_about_sixty_terms(material: Material) -> None:
    assert np.diff(draw(material, 5000, SEED).starts).mean() == pytest.approx(60, abs=2)


def test_the_same_seed_draws_the_same_documents_and_another_one_others(material: Material, corpus: Corpus) -> None:
    again, other = draw(material, SIZE, SEED), draw(material, SIZE, SEED + 1)

    assert list(again.documents()) == list(corpus.documents())
    assert list(other.documents()) != list(corpus.documents())


def test_no_document_is_drawn_from_a_project_that_is_asked_with(material: Material) -> None:
    objectives = {held.objective for held in material.held}

    assert not objectives & set(material.pieces)


def test_a_long_need_says_more_than_its_name(material: Material) -> None:
    long, short = (needs(material, short=kind, seed=SEED) for kind in (False, True))

    assert len(long) == len(short) == HELD
    assert all(set(name.terms) <= set(whole.terms) for name, whole in zip(short, long, strict=True))


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_a_document_by_its_own_words_and_heeds_filters(corpus: Corpus, tmp_path: Path, name: str) -> None:
    asked = _need_of(corpus, 5)
    try:
        engines = PEERS[name](corpus, tmp_path)
    except NotInstalled:
        pytest.skip(f"{name} is not installed")

    for engine in engines:
        found: Any = engine.ask(asked, False)
        assert 5 in found
        found = engine.ask(asked, True)
        passing = Masks(corpus)(asked)
        assert passing[found[: int(passing.sum())]].all()


def test_our_first_ten_are_those_of_brute_force(index: HybridIndex, corpus: Corpus, material: Material) -> None:
    asked = needs(material, short=False, seed=SEED)[:10] + needs(material, short=True, seed=SEED)[:10]

    assert exactness.compare(index, corpus, asked) == {"asked": 40, "mismatches": 0}


@pytest.mark.parametrize("spoil", [lambda hits: hits[1:], lambda hits: (hits[1], hits[0], *hits[2:])])
def test_a_wrong_answer_is_noticed(
    index: HybridIndex, corpus: Corpus, spoil: Callable[[tuple[Hit, ...]], tuple[Hit, ...]]
) -> None:
    asked = _need_of(corpus, 5)
    truth = exactness.BruteForce(corpus)
    scores, seen = truth.scores(asked), truth.seen(asked, filtered=False)
    hits = ours.best(index, asked)

    assert exactness.same(hits, scores, seen)
    assert not exactness.same(spoil(hits), scores, seen)


def test_engines_are_asked_in_turn_until_their_patience_ends(material: Material) -> None:
    asked = needs(material, short=True, seed=SEED)[:8]
    order: list[str] = []
    engines = [Engine(name, "text", lambda *_, name=name: order.append(name), 0, 0) for name in ("a", "b")]

    times = interleaved(engines, asked, filtered=False, patience=0.0)

    assert {name: len(taken) for name, taken in times.items()} == {"a": 5, "b": 5}
    assert all({*order[i : i + 2]} == {"a", "b"} for i in range(0, len(order), 2))


def test_the_floor_grows_with_the_documents_and_falls_with_the_bandwidth(material: Material) -> None:
    asked = needs(material, short=False, seed=SEED)
    small, large = draw(material, 200, SEED), draw(material, 2000, SEED)

    assert floor(small, asked, Limits(1e9, 1e9, 1))["seconds"] < floor(large, asked, Limits(1e9, 1e9, 1))["seconds"]
    assert (
        floor(small, asked, Limits(2e9, 1e9, 1))["seconds"] == floor(small, asked, Limits(1e9, 1e9, 1))["seconds"] / 2
    )


def test_many_requests_at_once_are_timed_without_the_peer_as_well(
    index: HybridIndex, corpus: Corpus, material: Material
) -> None:
    with without_peers():
        found = batch.batch(index, corpus, needs(material, short=False, seed=SEED)[:3])

    assert found["sparse_dot_topn"] is None
    assert found["ours"] > 0


@given(mismatches=st.integers(0, 3), ratio=st.floats(0.1, 20))
def test_a_target_is_kept_exactly_when_its_figure_is_on_the_right_side(mismatches: int, ratio: float) -> None:
    first, beside_tantivy, beside_kernel, *_ = targets([_size(100_000, mismatches, ratio)])

    assert first.kept is (mismatches == 0)
    assert beside_tantivy.kept is (ratio >= 6)
    assert beside_kernel.kept is None
    assert "not installed" in beside_kernel.found


def test_what_was_not_asked_for_is_neither_kept_nor_missed() -> None:
    assert all(target.kept is None for target in targets([_size(1000, 0, 9)])[1:-1])


def test_the_command_prints_json_alone_and_names_the_peers_that_are_missing(ran: Ran) -> None:
    [size] = json.loads(ran.out)["sizes"]

    assert ran.code == 0
    assert size["absent"] == ["bm25s is not installed", "tantivy is not installed"]
    assert size["exact"]["mismatches"] == 0
    assert "60 documents: building ours" in ran.err


def test_the_tables_have_a_verdict_for_each_target(ran: Ran) -> None:
    found = json.loads(ran.out)

    lines = report(found).splitlines()

    assert "not in this run: tantivy is not installed" in lines
    assert len(lines) - lines.index("== targets ==") - 1 == len(found["targets"])
    assert any(line.startswith("pass  answers that are not the true first ten") for line in lines)


def test_texts_that_are_not_there_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--texts", str(tmp_path)]) == 2
    assert texts.FILE in capsys.readouterr().err


def _need_of(corpus: Corpus, row: int) -> Need:
    """A need that says what a document says."""
    document = corpus.document(row)
    terms = dict.fromkeys(corpus.tokens[corpus.starts[row] : corpus.starts[row + 1]].tolist())
    filters = {facet: tuple(corpus.named(facet, row)) for facet in ("language", "region")}
    return Need(document, tuple(terms), filters)


def _size(size: int, mismatches: int, ratio: float) -> Size:
    rows = [{"name": ours.NAME, "p50": 1.0, "ratio": 1.0}, {"name": "tantivy + facets", "p50": ratio, "ratio": ratio}]
    return {
        "size": size,
        "exact": {"asked": 10, "mismatches": mismatches},
        "blocks": [{"needs": "long", "filtered": False, "engines": rows}],
        "engines": [{"build": 10.0, "bytes": 1}],
        "publish": {"found": 0.001},
        "explain": {"search": 1.0, "ten": 1.0, "matches": 1.0, "gap": 0.0},
    }
