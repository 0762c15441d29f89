"""What the index promises, as ratios within one run, and whether the run kept it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matching.benchmark.ours import NAME, PLAIN

FACETS, KERNEL = "tantivy + facets", "scikit-learn linear_kernel"
_MEGABYTE = 1_000_000

Size = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """`kept` is None where the run did not measure it; `found` then says why."""

    name: str
    wanted: str
    found: str
    kept: bool | None


def targets(sizes: Sequence[Size]) -> list[Target]:
    """One verdict each, in the order of the list."""
    of = {size["size"]: size for size in sizes}
    hundred, million = of.get(100_000), of.get(1_000_000)
    wrong = sum(size["exact"]["mismatches"] for size in sizes)
    asked = sum(size["exact"]["asked"] for size in sizes)
    return [
        Target("answers that are not the true first ten", "0", f"{wrong} of {asked}", wrong == 0),
        _faster("100k, long, beside tantivy with the same facets", hundred, FACETS, 6),
        _faster("100k, long, beside linear_kernel", hundred, KERNEL, 25),
        _faster("1M, long, beside tantivy with the same facets", million, FACETS, 5),
        _most("1M, long, p50 over the memory floor, numpy alone", million, _over_floor, 6, "x"),
        _most("1M, size of the index", million, _megabytes, 450, " MB"),
        _batch(hundred),
        _most("100k, publish to found, share of a rebuild", hundred, _share, 0.01, ""),
        _most("100k, explaining ten found, in searches", hundred, _explaining, 8, "x"),
        _most("100k, reasons of ten matches, in first stages", hundred, _with_reasons, 8, "x"),
        _most("largest gap between a score and its parts", _last(sizes), lambda size: size["explain"]["gap"], 1e-5, ""),
    ]


def row(size: Size, engine: str, needs: str = "long", filtered: bool = False) -> dict[str, Any] | None:
    """The times of an engine in one block of a size; None if it was not there."""
    for block in size["blocks"]:
        if (block["needs"], block["filtered"]) == (needs, filtered):
            return next((one for one in block["engines"] if one["name"] == engine), None)
    return None


def _faster(name: str, size: Size | None, peer: str, times: float) -> Target:
    wanted = f">= {times:g}x"
    if size is None:
        return Target(name, wanted, "not measured: size not asked for", None)
    found = row(size, peer)
    if found is None:
        return Target(name, wanted, f"not measured: {peer} is not installed", None)
    return Target(name, wanted, f"{found['ratio']:.1f}x", found["ratio"] >= times)


def _most(name: str, size: Size | None, read: Any, limit: float, unit: str) -> Target:
    wanted = f"<= {limit:g}{unit}"
    if size is None:
        return Target(name, wanted, "not measured: size not asked for", None)
    found = float(read(size))
    return Target(name, wanted, f"{found:.3g}{unit}", found <= limit)


def _batch(size: Size | None) -> Target:
    name, wanted = "100k, many requests at once, beside sparse_dot_topn", "> 1x"
    found = size.get("batch") if size else None
    if not found:
        return Target(name, wanted, "not measured: size not asked for", None)
    if found["sparse_dot_topn"] is None:
        return Target(name, wanted, "not measured: sparse_dot_topn is not installed", None)
    ratio = found["sparse_dot_topn"] / found["ours"]
    return Target(name, wanted, f"{ratio:.1f}x", ratio > 1)


def _last(sizes: Sequence[Size]) -> Size | None:
    """The size with the largest gap."""
    return max(sizes, key=lambda size: float(size["explain"]["gap"]), default=None)


def _over_floor(size: Size) -> float:
    """Of our engine by public operators alone."""
    found = row(size, PLAIN) or row(size, NAME)
    return float(found["p50"]) / float(size["floor"]["long"]["seconds"]) if found else float("nan")


def _megabytes(size: Size) -> float:
    return float(size["engines"][0]["bytes"]) / _MEGABYTE


def _share(size: Size) -> float:
    return float(size["publish"]["found"] / size["engines"][0]["build"])


def _explaining(size: Size) -> float:
    return float(size["explain"]["ten"] / size["explain"]["search"])


def _with_reasons(size: Size) -> float:
    """What reasons, counterfactuals and alternatives add to a ranking, beside one exact answer."""
    found = row(size, NAME)
    return float(size["explain"]["matches"] / found["p50"]) if found else float("nan")
