"""`python -m tests.benches.pages`: pages of the catalogue beside a bare Flask page that is as long.

Cold: addresses that this process was never asked for. After: addresses that it knows, but something was published
since, so that it draws them anew with the rows it has. Warm: one address again. Each ratio is the requests per second
of ours over those of the bare page; the two take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benches.asking import Server, Times, serving
from tests.benches.world import SEED, make_world, publishing

SIZES = (5_000, 100_000)
ROUNDS, ASKED = 10, 20
LIST, SOLUTION = "list with facets", "solution page"
# (page, state) → the least ratio, by number of solutions
LEAST = {
    (LIST, "warm"): {5_000: 0.7, 100_000: 0.7},
    (LIST, "cold"): {5_000: 0.15, 100_000: 0.1},
    (SOLUTION, "cold"): {5_000: 0.3, 100_000: 0.3},
}
WORDS = (
    "water",
    "training",
    "farmers",
    "school",
    "hospital",
    "energy",
    "climate",
    "women",
    "youth",
    "trade",
    "data",
    "road",
)
SECTORS = ("health", "water-sanitation", "education", "energy", "agriculture", "digital", "governance", "transport")


@dataclass(frozen=True, slots=True)
class Line:
    page: str
    state: str
    ours: Times
    bare: Times

    @property
    def ratio(self) -> float:
        return self.ours.per_second / self.bare.per_second


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if every ratio that has a least one reaches it, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.benches.pages")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="solutions of each catalogue")
    options = parser.parse_args(arguments)
    return max(_bench(size) for size in options.sizes)


def _bench(solutions: int) -> int:
    print(f"\n{solutions:,} solutions", flush=True)
    with tempfile.TemporaryDirectory(prefix="crux-bench-") as folder:
        pages = make_world(Path(folder), solutions)
        with serving(f"site('{folder}')") as site:
            site.ask(["/en/", "/en/solutions"] * 3)  # the index is loaded, the templates are read
            publish = publishing(Path(folder))
            lines = [
                _beside_bare(site, LIST, "cold", _lists()),
                _beside_bare(site, LIST, "after", _lists()[: 4 * ASKED], first=publish),
                _beside_bare(site, LIST, "warm", ["/en/solutions"] * ROUNDS * ASKED),
                _beside_bare(site, SOLUTION, "cold", random.Random(SEED).sample(pages, ROUNDS * ASKED)),
                _beside_bare(site, SOLUTION, "after", random.Random(SEED).sample(pages, ROUNDS * ASKED), first=publish),
                _beside_bare(site, SOLUTION, "warm", pages[:1] * ROUNDS * ASKED),
            ]
            peak = site.peak_megabytes()
    for line in lines:
        print(_told(line, solutions))
    print(f"  peak memory of the process {peak:.0f} MB", flush=True)
    return int(any(_falls_short(line, solutions) for line in lines))


def _lists() -> list[str]:
    """Lists narrowed in different ways, no two alike."""
    narrowed = [f"?goal={goal}&sector={sector}" for goal in range(1, 18) for sector in SECTORS]
    words = [f"?q={word}&sector={sector}" for word in WORDS for sector in SECTORS]
    found = [f"/en/solutions{query}" for query in narrowed + words]
    random.Random(SEED).shuffle(found)
    return found[: ROUNDS * ASKED]


def _beside_bare(
    site: Server, page: str, state: str, addresses: Sequence[str], *, first: Callable[[], None] = lambda: None
) -> Line:
    """Ask in rounds, ours and then a bare page of the same length; `first` happens before each round."""
    size = site.ask(["/en/solutions"] if page == LIST else addresses[:1]).size
    ours, bare = [], []
    with serving(f"bare('{size}')") as other:
        other.ask(["/"] * ASKED)
        for start in range(0, len(addresses), ASKED):
            first()
            ours.append(site.ask(addresses[start : start + ASKED]))
            bare.append(other.ask(["/"] * ASKED))
    return Line(page, state, _together(ours), _together(bare))


def _together(rounds: Sequence[Times]) -> Times:
    return Times([each for times in rounds for each in times.each], rounds[-1].size)


def _falls_short(line: Line, solutions: int) -> bool:
    return line.ratio < LEAST.get((line.page, line.state), {}).get(solutions, 0)


def _told(line: Line, solutions: int) -> str:
    least = LEAST.get((line.page, line.state), {}).get(solutions)
    verdict = "" if least is None else f"  asked {least}: {'FAIL' if _falls_short(line, solutions) else 'pass'}"
    return (
        f"  {line.page:<17}{line.state:<5} {line.ours.per_second:7.0f}/s p95 {line.ours.p95 * 1000:6.2f} ms,"
        f" bare {line.bare.per_second:7.0f}/s p95 {line.bare.p95 * 1000:5.2f} ms"
        f" ({line.ours.size:,} bytes): {line.ratio:.2f}{verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())
