"""What the machine can do, so that a time can be read beside the least that its memory allows."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from matching.benchmark.corpus import Corpus, Need
from matching.benchmark.engine import gains
from matching.benchmark.tables import counts

PACKAGES = ("numpy", "scipy", "scikit-learn", "PyStemmer", "bm25s", "numba", "tantivy", "sparse_dot_topn")
POSTING = 6  # bytes: a row as int32, an impact as uint16
_ACROSS = 256 * 2**20  # bytes that no cache but the largest servers' holds
_SIDE = 2048
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes a second that one thread reads and copies; float32 operations a second of a product of matrices."""

    read: float
    copy: float
    sgemm: float


def measure() -> Limits:
    """Measure this machine, one thread for memory, all for the product. Takes about a second."""
    from threadpoolctl import threadpool_limits

    numbers, other = np.ones(_ACROSS // 4, np.float32), np.empty(_ACROSS // 4, np.float32)
    square = np.ones((_SIDE, _SIDE), np.float32)
    with threadpool_limits(1):
        read = _ACROSS / _least(lambda: numbers @ numbers)
        copy = 2 * _ACROSS / _least(lambda: np.copyto(other, numbers))
    return Limits(read, copy, 2 * _SIDE**3 / _least(lambda: square @ square))


def floor(corpus: Corpus, needs: Sequence[Need], limits: Limits) -> dict[str, float]:
    """The least one exact answer must move through memory, as the median need has it; bytes and seconds.

    `text`: its postings, read once. `sums`: a float32 for each document, written once. `facets`: a bit
    for each document and code asked, four masks of a bit and a byte of evidence. `top`: the sums, read once.
    """
    size, listed = len(corpus), np.diff(counts(corpus).tocsc().indptr)
    postings = float(np.median([listed[list(need.terms)].sum() for need in needs]))
    codes = float(np.median([sum(map(len, gains(need).values())) for need in needs]))
    parts = {
        "text": postings * POSTING,
        "sums": 4.0 * size,
        "facets": size * ((codes + 4) / 8 + 1),
        "top": 4.0 * size,
    }
    return {"postings": postings, **parts, "seconds": sum(parts.values()) / limits.read}


def described() -> dict[str, Any]:
    """Processor, memory, versions; packages that are absent say so."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def load() -> float:
    """How many processes wanted a core, averaged over the last minute."""
    return round(os.getloadavg()[0], 2)


def _least(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
