"""An index on disk: the same answers, whole or not at all, and damage told plainly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Document, HybridIndex, Text
from matching.generations import Busy, Generations
from matching.near import likeness
from matching.storage import MANIFEST, IndexFileError
from tests.matching.test_exactness import answers
from tests.matching.worlds import PUBLIC, collections, document

ROOT = Path(__file__).parents[2]
WORLD = [document(f"s:{n}", "Rainwater for schools", "Tanks.", goal="6", day=n) for n in range(5)]


@settings(deadline=None, max_examples=25)
@given(collections(), collections(3), st.booleans())
def test_a_loaded_index_answers_the_same_and_can_be_edited(
    tmp_path_factory: pytest.TempPathFactory, world: list[Document], more: list[Document], mapped: bool
) -> None:
    folder = tmp_path_factory.mktemp("index") / "one"
    index = HybridIndex(merge_at=2).fit(world)
    index.save(folder)

    loaded = HybridIndex.load(folder, mapped=mapped)

    assert answers(loaded, "water school") == answers(index, "water school")
    assert answers(loaded.partial_fit(more), "water") == answers(index.partial_fit(more), "water")


def test_parameters_and_vectors_are_kept(tmp_path: Path) -> None:
    vector = np.array([0.6, 0.8], np.float32)
    index = HybridIndex(k1=1.5).fit([*WORLD, Document("s:9", {"en": Text("Wells")}, vectors={"own:1": vector})])
    index.save(tmp_path / "one")

    loaded = HybridIndex.load(tmp_path / "one")

    state = loaded.snapshot()
    found = likeness(state, "own:1", vector, np.arange(6))
    assert loaded.k1 == 1.5
    assert found[state.row("s:9")] == pytest.approx(1, abs=1e-3)
    assert np.isnan(found).sum() == 5


def test_a_saved_index_is_replaced_whole(tmp_path: Path) -> None:
    HybridIndex().fit(WORLD).save(tmp_path / "one")
    HybridIndex().fit(WORLD[:2]).save(tmp_path / "one")

    assert HybridIndex.load(tmp_path / "one").search(**PUBLIC).total == 2
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def _cut(folder: Path) -> None:
    path = folder / "text-rows.npy"
    path.write_bytes(path.read_bytes()[:-4])


def _swapped(folder: Path) -> None:
    np.save(folder / "rows-days.npy", np.zeros(3, np.int32))


def _newer(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "format": 99}))


DAMAGE = {
    "a file is missing": lambda folder: (folder / "keys-blob.npy").unlink(),
    "a file is cut": _cut,
    "an array is of another length": _swapped,
    "the manifest is cut": lambda folder: (folder / MANIFEST).write_text('{"format": 1'),
    "the manifest is no object": lambda folder: (folder / MANIFEST).write_text("[]"),
    "the manifest is missing": lambda folder: (folder / MANIFEST).unlink(),
    "the format is another": _newer,
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("mapped", [True, False])
def test_a_damaged_folder_is_refused(tmp_path: Path, damage: str, mapped: bool) -> None:
    HybridIndex().fit(WORLD).save(tmp_path / "one")
    DAMAGE[damage](tmp_path / "one")

    with pytest.raises(IndexFileError):
        HybridIndex.load(tmp_path / "one", mapped=mapped)


def test_the_newest_generation_is_read_with_its_note(tmp_path: Path) -> None:
    kept = Generations(tmp_path / "index")
    assert kept.newest() is None
    kept.publish(HybridIndex().fit(WORLD[:1]), {"number": 1})
    kept.publish(HybridIndex().fit(WORLD), {"number": 2})

    found = kept.newest()

    assert found is not None
    assert (found[0].search(**PUBLIC).total, found[1]) == (5, {"number": 2})


def test_a_damaged_generation_falls_back_to_the_one_before(tmp_path: Path) -> None:
    kept = Generations(tmp_path)
    kept.publish(HybridIndex().fit(WORLD[:1]), {"number": 1})
    _cut(kept.publish(HybridIndex().fit(WORLD), {"number": 2}))

    found = kept.newest()

    assert found is not None
    assert found[1] == {"number": 1}


def test_old_generations_are_removed_but_the_last_two(tmp_path: Path) -> None:
    kept = Generations(tmp_path)
    for number in range(5):
        kept.publish(HybridIndex().fit(WORLD), {"number": number})

    assert len(list(tmp_path.glob("generation-*"))) == 2


def test_a_reader_keeps_its_generation_while_newer_ones_come(tmp_path: Path) -> None:
    kept = Generations(tmp_path)
    kept.publish(HybridIndex().fit(WORLD), {})
    found = kept.newest()
    for _ in range(4):
        kept.publish(HybridIndex().fit([]), {})

    assert found is not None
    assert found[0].search("rainwater", **PUBLIC).total == 5


def test_two_processes_never_write_generations_at_once(tmp_path: Path) -> None:
    kept = Generations(tmp_path)
    with kept._alone(), pytest.raises(Busy):
        kept.publish(HybridIndex().fit(WORLD), {})


_EDITOR = """
import random, sys
from pathlib import Path
from matching.generations import Generations
from tests.matching.editing import edited, start

kept, seed = Generations(Path(sys.argv[1])), int(sys.argv[2])
found = kept.newest()
index, done = (found[0], found[1]["edits"]) if found else (start(), 0)
while True:
    done = edited(index, seed, done, 5)
    kept.publish(index, {"edits": done})
    print(done, flush=True)
"""


def _killed_rounds(folder: Path, seed: int, edits: int) -> int:
    """Let editors publish and be killed at any moment until so many edits are published; how many kills."""
    drawn, kills, done = np.random.default_rng(seed), 0, 0
    while done < edits:
        command = [sys.executable, "-c", _EDITOR, str(folder), str(seed)]
        editor = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert editor.stdout is not None
        for line in editor.stdout:
            done = int(line)
            if done >= edits or drawn.random() < 0.1:
                break
        time.sleep(float(drawn.random()) * 0.02)
        os.kill(editor.pid, signal.SIGKILL)
        editor.wait()
        editor.stdout.close()
        kills += 1
    return kills


@pytest.mark.parametrize("edits", [150, pytest.param(10_000, marks=pytest.mark.soak)])
def test_an_index_edited_by_workers_that_are_killed_equals_a_rebuild(tmp_path: Path, edits: int) -> None:
    from tests.matching.editing import edited, rebuilt, start

    kills = _killed_rounds(tmp_path, 7, edits)

    found = Generations(tmp_path).newest()
    assert found is not None
    index, note = found
    assert kills >= 1
    assert note["edits"] >= edits
    assert answers(index, "water school") == answers(rebuilt(7, note["edits"]), "water school")
    assert edited(start(), 7, 0, 3) == 3
