"""The index beside brute force and beside a rebuild, and with private documents added."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Document, HybridIndex, Recommender, Text
from matching.text import Analyzer
from tests.matching.brute_force import BruteForce
from tests.matching.worlds import CODES, PUBLIC, WORDS, collections, document, documents, selections, texts

queries = st.lists(st.sampled_from([*WORDS, "水", "unknown"]), max_size=3).map(" ".join)
masks = st.fixed_dictionaries(
    {
        "audience": st.sampled_from([["public"], ["public", "members"]]),
        "standing": st.sampled_from([["confirmed"], ["confirmed", "example"]]),
        "exclude": selections(),
    }
)
edits = st.lists(
    st.one_of(
        st.lists(documents(st.integers(0, 8).map("d:{}".format)), max_size=3),
        st.lists(st.integers(0, 8).map("d:{}".format), max_size=3),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(collections(), queries, masks, selections())
def test_a_search_finds_what_brute_force_finds(
    world: list[Document], query: str, mask: dict[str, Any], filters: dict[str, frozenset[str]]
) -> None:
    plain = BruteForce(world)
    expected = {d.key for d in plain.found(query, plain.visible(**mask), filters)}

    page = HybridIndex().fit(world).search(query, **mask, filters=filters, limit=100)

    assert ({hit.key for hit in page.hits}, page.total) == (expected, len(expected))


@settings(deadline=None)
@given(collections(), queries)
def test_scores_and_order_are_those_of_brute_force(world: list[Document], query: str) -> None:
    plain, by_key = BruteForce(world), {document.key: document for document in world}
    words = Analyzer().words(query)

    hits = HybridIndex().fit(world).search(query, audience=["public"], standing=["confirmed", "example"]).hits

    assert [hit.score for hit in hits] == pytest.approx([plain.score(by_key[hit.key], words) for hit in hits], abs=2e-6)
    assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, -by_key[hit.key].day, hit.key))


@settings(deadline=None)
@given(collections(), queries, masks, selections())
def test_counts_are_those_of_brute_force(
    world: list[Document], query: str, mask: dict[str, Any], filters: dict[str, frozenset[str]]
) -> None:
    plain = BruteForce(world)
    seen = plain.visible(**mask)

    counts = HybridIndex().fit(world).count(query, **mask, filters=filters, facets=list(CODES))

    for facet in CODES:
        found = plain.found(query, seen, filters, without=facet)
        assert counts[facet] == Counter(code for d in found for code in d.facets.get(facet, ()))


@settings(deadline=None)
@given(collections(), edits, queries, st.integers(0, 3))
def test_an_edited_index_answers_as_one_built_anew(
    world: list[Document], changes: list[list[Any]], query: str, merge_at: int
) -> None:
    edited, left = HybridIndex(merge_at=merge_at).fit(world), {document.key: document for document in world}
    for change in changes:
        if change and isinstance(change[0], Document):
            edited.partial_fit(change)
            left |= {document.key: document for document in change}
        else:
            edited.remove(change)
            left = {key: document for key, document in left.items() if key not in change}

    rebuilt = HybridIndex().fit(list(left.values()))

    assert answers(edited, query) == answers(rebuilt, query)


@settings(deadline=None)
@given(collections(), collections(4), queries)
def test_private_documents_change_nothing_for_others(world: list[Document], others: list[Document], query: str) -> None:
    secret = [
        Document(f"secret:{d.key}", d.texts, d.names, d.facets, "members", d.standing, d.evidence, d.day)
        for d in others
    ]
    index = HybridIndex().fit(world)
    before = answers(index, query)

    index.partial_fit(secret)

    assert answers(index, query) == before


@settings(deadline=None)
@given(collections(), texts(), selections(), selections(1))
def test_excluding_a_document_changes_no_other_score(
    world: list[Document], words: str, facets: dict[str, frozenset[str]], exclude: dict[str, frozenset[str]]
) -> None:
    recommender = Recommender().fit(HybridIndex().fit(world))
    asked = {"kind": "solution", "limit": 100, **PUBLIC}
    everything = recommender.recommend(need(words, facets), **asked)

    some = recommender.recommend(need(words, facets), exclude=exclude, **asked)

    scores = {match.key: match.parts for match in everything}
    assert {match.key: match.parts for match in some}.items() <= scores.items()


@settings(deadline=None)
@given(collections(), texts(), selections())
def test_reasons_always_add_up(world: list[Document], words: str, facets: dict[str, frozenset[str]]) -> None:
    recommender = Recommender().fit(HybridIndex().fit(world))

    for match in recommender.recommend(need(words, facets), kind="solution", **PUBLIC):
        values = [part.value for part in match.parts]
        assert abs(sum(values) - match.score) <= 1e-5
        assert min(values) >= 0
        assert match.score <= 1 + 1e-6


def need(words: str, facets: dict[str, frozenset[str]]) -> Document:
    """A request with some words and some labels."""
    return Document("need", {"en": Text(words)}, facets=facets)


def answers(index: HybridIndex, query: str) -> tuple[Any, ...]:
    """Everything that an outsider can ask, exactly as it comes."""
    asked = need(query, {"goal": frozenset(["6"]), "sector": frozenset(["health"]), "group": frozenset(["LDC"])})
    recommended = Recommender().fit(index).recommend(asked, kind="solution", limit=100, **PUBLIC)
    pages = [index.search(query, order=order, limit=100, **PUBLIC) for order in ("relevance", "newest", "evidence")]
    explained = [index.explain(hit.key, query) for hit in pages[0].hits]
    return (pages, index.count(query, facets=list(CODES), **PUBLIC), recommended, explained)


def test_the_first_stage_finds_what_scoring_every_document_in_full_would() -> None:
    """Large enough that most lists of common words are not read: all documents at once leave nothing out."""
    drawn = random.Random(7)
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
        for number in range(6000)
    ]
    index = HybridIndex().fit(world[:5500]).partial_fit(world[5500:]).remove(["s:1", "s:5600"])

    for asked in range(30):
        need = document(f"r:{asked}", " ".join(drawn.choices(words, k=drawn.randrange(0, 30))), goal="6")
        everything = index.best(need, kind="solution", **PUBLIC, limit=len(world))
        for limit in (0, 1, 2):
            assert index.best(need, kind="solution", **PUBLIC, limit=limit) == everything[:limit]
