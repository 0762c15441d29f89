"""Measures under ties, beside every order that the ties allow."""

from __future__ import annotations

import math
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.evaluation import metrics

rankings = st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=6)


def expected(ranking: list[tuple[int, bool]], kind: str) -> float:
    """The mean over all orders that agree with the scores."""
    orders = [o for o in permutations(ranking) if all(a[0] >= b[0] for a, b in pairwise(o))]
    return sum(one(list(order), kind) for order in orders) / len(orders)


def one(order: list[tuple[int, bool]], kind: str) -> float:
    places = [place for place, (_, relevant) in enumerate(order, 1) if relevant]
    if not places:
        return 0.0
    if kind == "reciprocal_rank":
        return 1 / places[0]
    if kind == "recall":
        return sum(place <= 10 for place in places) / len(places)
    best = sum(1 / math.log2(place + 1) for place in range(1, len(places) + 1))
    return sum(1 / math.log2(place + 1) for place in places) / best


@pytest.mark.parametrize("kind", ["reciprocal_rank", "recall", "ndcg"])
@settings(deadline=None, max_examples=50)
@given(rankings)
def test_a_measure_is_its_mean_over_all_orders_of_the_ties(kind: str, ranking: list[tuple[int, bool]]) -> None:
    scores = np.array([float(score) for score, _ in ranking])
    relevant = np.array([hit for _, hit in ranking])

    assert getattr(metrics, kind)(scores, relevant) == pytest.approx(expected(ranking, kind))


def test_only_the_first_ten_places_count() -> None:
    scores, relevant = np.arange(20, 0, -1.0), np.arange(20) == 10

    assert (metrics.recall(scores, relevant), metrics.ndcg(scores, relevant)) == (0, 0)


def test_ties_across_the_tenth_place_count_in_part() -> None:
    scores, relevant = np.zeros(20), np.arange(20) < 2

    assert metrics.recall(scores, relevant) == pytest.approx(0.5)


def test_an_interval_holds_the_mean() -> None:
    low, high = metrics.interval(np.array([0.0, 1.0] * 50))

    assert low < 0.5 < high
