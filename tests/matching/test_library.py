"""The library as a whole: light to import, safe to share, true to its README."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import matching
from matching import HybridIndex
from tests.matching.worlds import PUBLIC, document

ROOT = Path(__file__).parents[2]
MODULES = [module.name for module in pkgutil.iter_modules(matching.__path__) if module.name != "__main__"]


def test_importing_it_loads_neither_scikit_learn_nor_scipy_nor_the_site() -> None:
    heavy = "{'sklearn', 'scipy', 'joblib', 'Stemmer', 'flask', 'sqlmodel', 'app'}"
    code = f"import matching, sys; print(*sorted({heavy} & set(sys.modules)))"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert out.strip() == ""


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"matching.{name}")).failed == 0


def test_the_example_of_the_readme_runs() -> None:
    results = doctest.testfile(str(ROOT / "matching/README.md"), module_relative=False)

    assert (results.failed, results.attempted > 3) == (0, True)


def test_every_name_that_is_exported_says_what_it_is() -> None:
    assert all(getattr(matching, name).__doc__ for name in matching.__all__)


def test_a_reader_sees_an_edit_whole_or_not_at_all() -> None:
    pair = [document(f"s:{n}", "Water", goal="6") for n in (1, 2)]
    index = HybridIndex(merge_at=3).fit([document("s:0", "Water")])
    seen: set[tuple[int, ...]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add((index.search("water", **PUBLIC).total, index.search("water", **PUBLIC).total % 2))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(60):
        index.partial_fit(pair)
        index.remove(["s:1", "s:2"])
    done.set()
    for reader in readers:
        reader.join()

    assert seen <= {(1, 1), (3, 1)}


def test_writers_at_the_same_time_lose_nothing() -> None:
    index = HybridIndex().fit([])

    def write(start: int) -> None:
        for number in range(start, start + 25):
            index.partial_fit([document(f"s:{number}", "Water")])

    writers = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert index.search("water", **PUBLIC).total == 75
