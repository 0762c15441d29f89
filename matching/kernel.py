"""The loops of the first stage, compiled by numba. `matching.compiled` alone imports this, where numba is installed.

Places in lists are unsigned, because numba looks twice at a signed one: it might count from the end.

A need's lists are `start`, `end` (terms,) uint64, places in `rows` int32 (ascending in each list) and `impacts`
uint16, and `weights` (terms,) float32. What else a row has: `evidence` uint8, and `mask` bool, whether it may be
found at all.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_GROUP = 128  # rows whose largest bound stands for them all
_FIRST = 64  # groups that are looked at before the others
_SHARE = 0.5  # of a need's postings that are read for every row before the best rows are looked at
_LOOK = 64  # postings that can be read in the time of one look into a list
_BLOCK = 512 * _GROUP  # rows whose sums are built at a time, so that they stay in a near cache
_SPREAD = np.array([sum(1 << 8 * bit for bit in range(8) if byte >> bit & 1) for byte in range(256)], np.uint64)
"""The bits of eight rows in a byte -> a byte for each of the rows."""

_ONE = np.uint64(1)


@njit(cache=True, nogil=True)
def _place(rows: Any, row: Any, low: Any, high: Any) -> Any:
    """The first place from `low` on where a list reaches `row`; `high` if none does."""
    while low < high:
        middle = (low + high) >> _ONE
        if rows[middle] < row:
            low = middle + _ONE
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _near(rows: Any, row: Any, start: Any, end: Any, height: int) -> Any:
    """The same from where the row would stand if the list were evenly spread over all `height` rows."""
    low = start + np.uint64(np.float64(end - start) * (np.float64(row) / np.float64(height)))
    step = _ONE << np.uint64(4)
    if low < end and rows[low] < row:
        while low + step < end and rows[low + step] < row:
            low += step
            step += step
        return _place(rows, row, low, min(end, low + step))
    while low > start + step and rows[low - step] >= row:
        low -= step
        step += step
    return _place(rows, row, max(start + step, low) - step, low)


@njit(cache=True, nogil=True)
def _read(
    start: Any, end: Any, rows: Any, impacts: Any, weights: Any, first: int, last: int, sums: Any
) -> None:  # fmt: skip
    """Add to `sums` (rows,) what the terms from `first` to `last` give to every row, in their order."""
    at, reached = start.copy(), 0
    while reached < len(sums):
        reached += _BLOCK
        for term in range(first, last):
            stop = _near(rows, reached, start[term], end[term], len(sums)) if reached < len(sums) else end[term]
            weight = weights[term]
            for place in range(at[term], stop):
                sums[np.uint64(rows[place])] += np.float32(impacts[place]) * weight
            at[term] = stop


@njit(cache=True, nogil=True)
def _gains(bits: Any, worths: Any, total: Any) -> Any:
    """For each row the sum of what its codes are worth, uint8; a few rows of nothing follow the last.

    bits: (codes, eights of rows) uint8; worths: (codes,) uint64, no more than 255 in all; total: (eights of rows,)
    uint64, to write to.
    """
    worth = np.empty((len(worths), 256), np.uint64)
    for code in range(len(worths)):
        for byte in range(256):
            worth[code, byte] = _SPREAD[byte] * worths[code]
    for place in range(len(total)):
        found = np.uint64(0)
        for code in range(len(worths)):
            found += worth[code, bits[code, place]]
        total[place] = found
    return total.view(np.uint8)


@njit(cache=True, nogil=True)
def _peaks(sums: Any, rest: Any, gains: Any, evidence: Any, step: Any, mask: Any) -> Any:
    """The largest bound of each group of rows; 0 for a group without a row of the mask."""
    peaks, bounds = np.empty(-(-len(sums) // _GROUP), np.float32), np.empty(_GROUP, np.float32)
    whole, bits = peaks.view(np.int32), bounds.view(np.int32)  # from 0 up the bits stand in order, and compare quicker
    for group in range(len(peaks)):
        start = group * _GROUP
        size = min(_GROUP, len(sums) - start)
        for i in range(size):
            row = start + i
            label = np.float32(evidence[row]) * step + np.float32(gains[row])
            bounds[i] = (np.sqrt(sums[row] + rest) + label) * np.float32(mask[row])
        most = np.int32(0)
        for i in range(size):
            most = max(most, bits[i])
        whole[group] = most
    return peaks


@njit(cache=True, nogil=True)
def _rest(
    start: Any, end: Any, rows: Any, impacts: Any, weights: Any, left: Any, read: int, height: int,
    row: Any, own: Any, least: Any,
) -> tuple[Any, int]:  # fmt: skip
    """The whole sum of a row, and how many of the terms were looked up: fewer than all, if it cannot reach `least`."""
    term = read
    while term < len(weights) and np.sqrt(own + left[term]) >= least:
        place = _near(rows, row, start[term], end[term], height)
        if place < end[term] and rows[place] == row:
            own += np.float32(impacts[place]) * weights[term]
        term += 1
    return own, term


@njit(cache=True, nogil=True)
def _ranked(best: Any, score: Any) -> None:
    """Put a score among the best, ascending, in place of the least."""
    rank = 0
    while rank + 1 < len(best) and best[rank + 1] < score:
        best[rank] = best[rank + 1]
        rank += 1
    best[rank] = score


@njit(cache=True, nogil=True)
def _highest(peaks: Any) -> Any:
    """A few groups with the highest peaks, highest first: what they hold tells which others can be passed over."""
    first, held = np.empty(_FIRST, np.int64), 0
    for group in range(len(peaks)):
        if held < _FIRST or peaks[group] > peaks[first[held - 1]]:
            held = min(held + 1, _FIRST)
            rank = held - 1
            while rank and peaks[group] > peaks[first[rank - 1]]:
                first[rank] = first[rank - 1]
                rank -= 1
            first[rank] = group
    return first[:held]


@njit(cache=True, nogil=True)
def _kept(found: Any, scores: Any, count: int, least: Any) -> int:
    """Move the rows that score `least` or more to the front; how many there are."""
    kept = 0
    for i in range(count):
        if scores[i] >= least:
            found[kept], scores[kept] = found[i], scores[i]
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _climb(
    start: Any, end: Any, rows: Any, impacts: Any, weights: Any, left: Any, read: int, sums: Any,
    gains: Any, evidence: Any, step: Any, mask: Any, slack: Any, looks: int, best: Any, found: Any, scores: Any,
) -> int:  # fmt: skip
    """Score the rows whose bound reaches the best so far, group by group; -1 once that took too many looks."""
    best[:] = -1
    peaks = _peaks(sums, left[read], gains, evidence, step, mask)
    first = _highest(peaks)
    count = looked = 0
    for number in range(len(first) + len(peaks)):
        group = first[number] if number < len(first) else number - len(first)
        if peaks[group] + slack < best[0]:
            continue
        peaks[group] = -np.inf if number < len(first) else peaks[group]
        for row in range(group * _GROUP, min(group * _GROUP + _GROUP, len(sums))):
            label = np.float32(evidence[row]) * step + np.float32(gains[row])
            least = best[0] - label - slack
            if not mask[row] or np.sqrt(sums[row] + left[read]) < least:
                continue
            own, term = _rest(start, end, rows, impacts, weights, left, read, len(sums), row, sums[row], least)
            looked += term - read
            score = np.sqrt(own) + label
            if term == len(weights) and score >= best[0]:
                found[count], scores[count] = row, score
                count += 1
                _ranked(best, score)
        if looked > looks:
            return -1
    return _kept(found, scores, count, best[0])


@njit(cache=True, nogil=True)
def _lists(terms: Any, starts: Any) -> tuple[Any, Any]:
    """Where the list of each term starts and ends; a term that the segment does not know has none."""
    start, end = np.zeros(len(terms), np.uint64), np.zeros(len(terms), np.uint64)
    for i in range(len(terms)):
        term = np.uint64(terms[i])
        if term + _ONE < np.uint64(len(starts)):
            start[i], end[i] = starts[term], starts[term + _ONE]
    return start, end


@njit(cache=True, nogil=True)
def _left(terms: Any, weights: Any, tops: Any) -> Any:
    """(terms + 1,) what the terms from each place on can add to a row at most."""
    left, most = np.zeros(len(terms) + 1, np.float32), 0.0
    for i in range(len(terms) - 1, -1, -1):
        term = np.uint64(terms[i])
        if term < np.uint64(len(tops)):
            most += np.float64(weights[i] * tops[term])
        left[i] = most * 1.0001
    return left


@njit(cache=True, nogil=True)
def scan(
    terms: Any, worth: Any, full: Any, starts: Any, tops: Any, rows: Any, impacts: Any, sums: Any,
    bits: Any, worths: Any, total: Any, evidence: Any, step: Any, mask: Any,
    slack: Any, k: int, found: Any, scores: Any,
) -> int:  # fmt: skip
    """Write the rows that hold the first k, and equals of the last, to `found` and `scores`; how many there are.

    terms, worth: (terms,) int64 and float32, what a whole impact of each is worth; full: the impact of 1; starts, tops:
    see `matching.postings`; sums: (rows,) room for what the words give; bits, worths, total: the codes, see `_gains`;
    step: what each step of evidence adds.
    """
    start, end = _lists(terms, starts)
    weights, left, best = worth / full, _left(terms, worth, tops), np.empty(k, np.float32)
    sizes, read = (end - start).cumsum(), 0
    postings = sizes[-1] if len(sizes) else np.uint64(0)
    while read < len(sizes) and sizes[read] < _SHARE * postings:
        read += 1
    gains, looks = _gains(bits, worths, total), int(postings) // _LOOK
    sums[:] = 0
    _read(start, end, rows, impacts, weights, 0, read, sums)
    count = _climb(
        start, end, rows, impacts, weights, left, read, sums,
        gains, evidence, step, mask, slack, looks, best, found, scores,
    )  # fmt: skip
    if count >= 0:
        return count
    _read(start, end, rows, impacts, weights, read, len(weights), sums)
    return _climb(
        start, end, rows, impacts, weights, left, len(weights), sums,
        gains, evidence, step, mask, slack, looks, best, found, scores,
    )  # fmt: skip
