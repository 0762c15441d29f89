"""The loops that numba compiles answer as numpy does, to the last bit, and nobody needs them."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Document, Hit, HybridIndex, Text, compiled
from matching.scoring import Weights
from tests.matching.worlds import CODES, PUBLIC, collections, document, selections, texts

pytest.importorskip("numba")

Filters = Mapping[str, Sequence[str]]


def both(
    index: HybridIndex, need: Document, limit: int, filters: Filters | None = None, weights: Weights | None = None
) -> list[tuple[Hit, ...]]:
    """The answer with the compiled loops, and the answer without them."""
    plain = copy.copy(index).set_params(by_numba=False)
    return [
        one.best(need, kind="solution", **PUBLIC, filters=filters, limit=limit, weights=weights)
        for one in (index, plain)
    ]


@settings(deadline=None)  # the first example compiles the loops
@given(collections(), collections(4), texts(), selections(), selections(1), st.integers(0, 12))
def test_every_small_collection_gives_the_same_answer_with_and_without_numba(
    first: list[Document],
    then: list[Document],
    words: str,
    wanted: dict[str, frozenset[str]],
    filters: dict[str, frozenset[str]],
    limit: int,
) -> None:
    index = HybridIndex().fit(first).partial_fit(then).remove([one.key for one in first[:1]])
    need = Document("need", {"en": Text(words), "fr": Text("", words)}, facets=wanted)

    for kept in (None, {facet: sorted(codes) for facet, codes in filters.items() if facet != "kind"}):
        by_numba, by_numpy = both(index, need, limit, kept)
        assert by_numba == by_numpy


@pytest.fixture(scope="module")
def large() -> tuple[HybridIndex, list[str], random.Random]:
    """Rare and common words over many groups of rows, and some documents apart."""
    drawn = random.Random(11)
    words = [f"word{drawn.randrange(int(1.5 ** drawn.randrange(1, 18)))}" for _ in range(400)]
    world = [
        document(
            f"s:{number}",
            " ".join(drawn.choices(words, k=drawn.randrange(1, 40))),
            audience=drawn.choice(["public", "public", "members"]),
            goal=drawn.choice(CODES["goal"]),
            sector=drawn.choice(CODES["sector"]),
            evidence=drawn.random(),
            day=drawn.randrange(3),
        )
        for number in range(20_000)
    ]
    index = HybridIndex(merge_at=5000).fit(world[:19_000]).partial_fit(world[19_000:])
    return index.remove(["s:1", "s:19500"]), words, drawn


def test_rows_that_are_looked_up_score_as_those_that_are_read(
    large: tuple[HybridIndex, list[str], random.Random],
) -> None:
    index, words, drawn = large

    for asked in range(40):
        need = document(f"r:{asked}", " ".join(drawn.choices(words, k=drawn.randrange(0, 30))), goal="6")
        for limit in (1, 10, 200):
            by_numba, by_numpy = both(index, need, limit)
            assert by_numba == by_numpy


def test_a_need_of_the_commonest_words_alone_is_read_to_its_end(
    large: tuple[HybridIndex, list[str], random.Random],
) -> None:
    index, _, _ = large
    need = document("need", " ".join(f"word{number}" for number in range(30)))

    by_numba, by_numpy = both(index, need, 500)

    assert len(by_numba) == 500
    assert by_numba == by_numpy


def test_gains_beyond_a_byte_are_added_by_numpy(large: tuple[HybridIndex, list[str], random.Random]) -> None:
    index, words, _ = large
    need = document("need", " ".join(words[:5]), goal="1 6", sector="health energy")

    by_numba, by_numpy = both(index, need, 20, weights=Weights(goals=40, sector=40))

    assert by_numba == by_numpy
    assert by_numba[0].score > 255


def test_without_numba_the_first_stage_answers_all_the_same(
    large: tuple[HybridIndex, list[str], random.Random], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, words, _ = large
    need = document("need", " ".join(words[:12]), goal="6")
    with_numba = index.best(need, kind="solution", **PUBLIC)

    monkeypatch.setattr(compiled, "kernel", lambda: None)

    assert index.best(need, kind="solution", **PUBLIC) == with_numba
