"""Reasons add up to the score, in the very numbers that a person reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.recommendations.points import in_points

SHARES = st.lists(st.floats(0, 1, allow_nan=False), min_size=1, max_size=8).map(
    lambda values: [value / max(1.0, sum(values)) for value in values]
)


@given(SHARES)
def test_points_add_up_to_the_rounded_score(values: list[float]) -> None:
    assert sum(in_points(values)) == round(sum(value * 100 for value in values))


@given(SHARES)
def test_no_part_is_off_by_a_whole_point(values: list[float]) -> None:
    assert all(abs(points - value * 100) < 1 for points, value in zip(in_points(values), values, strict=True))
