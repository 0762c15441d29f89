"""Counts beside brute force over many filter sets: more codes and facets than hypothesis would try (U-01)."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from matching import Document, HybridIndex
from tests.matching.brute_force import passes
from tests.matching.worlds import PUBLIC, document

CODES = {
    "goal": [str(goal) for goal in range(1, 18)],
    "sector": [f"sector-{number}" for number in range(29)],
    "country": [f"X{number:02}" for number in range(90)],
    "language": ["ar", "en", "es", "fr", "pt", "ru", "zh"],
}
SETS = 1000


@pytest.fixture(scope="module")
def world() -> list[Document]:
    drawn = random.Random(1)

    def one(number: int) -> Document:
        facets: dict[str, Any] = {
            facet: " ".join(drawn.sample(codes, drawn.randrange(4))) for facet, codes in CODES.items()
        }
        return document(f"s:{number}", audience=drawn.choice(["public"] * 9 + ["members"]), **facets)

    return [one(number) for number in range(700)]


def test_counts_are_those_of_brute_force_for_a_thousand_filter_sets(world: list[Document]) -> None:
    drawn = random.Random(2)
    seen = [one for one in world if one.audience == "public"]
    index = HybridIndex(merge_at=50).fit(world[:600]).partial_fit(world[600:])

    for _ in range(SETS):
        facets = drawn.sample(list(CODES), drawn.randrange(len(CODES) + 1))
        filters = {facet: drawn.sample(CODES[facet], drawn.randrange(1, 5)) for facet in facets}
        counts = index.count(**PUBLIC, filters=filters, facets=list(CODES))
        page = index.search(**PUBLIC, filters=filters, limit=0)

        assert page.total == sum(passes(one, filters) for one in seen)
        for facet in CODES:
            others = {name: codes for name, codes in filters.items() if name != facet}
            kept = (one for one in seen if passes(one, others))
            assert counts[facet] == Counter(code for one in kept for code in one.facets[facet])
