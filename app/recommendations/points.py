"""A score in whole points of 100, cut into its reasons so that they add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence

FULL = 100


def in_points(values: Sequence[float], full: int = FULL) -> list[int]:
    """Each value (a share of 1) in whole points; their sum is the rounded sum of the values.

    Largest remainders: what rounding leaves over goes to the parts that lost most by it.
    """
    exact = [max(value, 0.0) * full for value in values]
    points = [int(value) for value in exact]
    left = round(sum(exact)) - sum(points)
    by_remainder = sorted(range(len(exact)), key=lambda i: (-(exact[i] - points[i]), i))
    for position in by_remainder[:left]:
        points[position] += 1
    return points
