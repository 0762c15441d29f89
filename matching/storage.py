"""An index on disk: plain `.npy` arrays, mapped into memory, and one manifest that describes them.

A folder is written whole beside its place and then renamed, so there is never half of one; the
manifest holds the shape and type of every array, and a folder that does not fit it is refused.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.facets import Facet
from matching.keys import Keys
from matching.postings import Postings
from matching.segment import Segment
from matching.vocabulary import Vocabulary

FORMAT = 1
"""Changes when the arrays mean something else; another format is refused, never guessed at."""

MANIFEST = "manifest.json"

Arrays = dict[str, NDArray[Any]]


class IndexFileError(ValueError):
    """A folder that cannot be read as an index; the message says why."""


def write(
    folder: Path,
    segment: Segment,
    terms: Vocabulary,
    codes: Mapping[str, Vocabulary],
    params: Mapping[str, Any],
    extra: Mapping[str, str],
) -> None:
    """Write one segment and its vocabularies, and `extra` files of text with them.

    Raises OSError; what stood in `folder` before is then untouched.
    """
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    arrays = dict(_arrays(segment))
    for name, array in arrays.items():
        np.save(fresh / f"{name}.npy", array, allow_pickle=False)
    manifest = {
        "format": FORMAT,
        "params": dict(params),
        "rows": len(segment),
        "arrays": {name: [str(array.dtype), list(array.shape)] for name, array in arrays.items()},
        "facets": list(segment.facets),
        "models": list(segment.vectors),
        "terms": terms.words,
        "codes": {facet: own.words for facet, own in codes.items()},
    }
    for name, text in {**extra, MANIFEST: json.dumps(manifest)}.items():
        (fresh / name).write_text(text, encoding="utf-8")
    _on_disk(fresh)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    _flushed(folder.parent)


def read(folder: Path, *, mapped: bool) -> tuple[Segment, Vocabulary, dict[str, Vocabulary], Any]:
    """Segment, terms, codes and parameters of a folder. Raises IndexFileError.

    mapped: leave the arrays on disk and let processes share the pages; else read them.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise IndexFileError(f"{folder.name}: format {manifest['format']}, not {FORMAT}")
        arrays = {name: _array(folder, name, kind, mapped) for name, kind in manifest["arrays"].items()}
        segment = _segment(arrays, manifest)
        codes = {facet: Vocabulary(words) for facet, words in manifest["codes"].items()}
        return segment, Vocabulary(manifest["terms"]), codes, manifest["params"]
    except IndexFileError:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
        raise IndexFileError(f"{folder.name}: not a whole index ({error})") from error


def _arrays(segment: Segment) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from _named("keys", segment.keys, "blob", "ends", "order")
    yield from _named("text", segment.text, "starts", "rows", "impacts")
    yield from _named("names", segment.names, "starts", "rows", "impacts")
    for number, facet in enumerate(segment.facets.values()):
        yield from _named(f"facet-{number}", facet, "starts", "codes")
    for number, matrix in enumerate(segment.vectors.values()):
        yield f"vectors-{number}", matrix
    yield from _named("rows", segment, "evidence", "days")


def _named(name: str, holder: Any, *parts: str) -> Iterator[tuple[str, NDArray[Any]]]:
    for part in parts:
        yield f"{name}-{part}", getattr(holder, part)


def _segment(arrays: Arrays, manifest: Mapping[str, Any]) -> Segment:
    rows = int(manifest["rows"])
    segment = Segment(
        keys=Keys(arrays["keys-blob"], arrays["keys-ends"], arrays["keys-order"]),
        text=_postings(arrays, "text", rows),
        names=_postings(arrays, "names", rows),
        facets={
            facet: Facet(arrays[f"facet-{number}-starts"], arrays[f"facet-{number}-codes"])
            for number, facet in enumerate(manifest["facets"])
        },
        evidence=arrays["rows-evidence"],
        days=arrays["rows-days"],
        vectors={model: arrays[f"vectors-{number}"] for number, model in enumerate(manifest["models"])},
    )
    heights = {len(segment.keys), len(segment.evidence), len(segment.days), rows}
    heights |= {facet.height for facet in segment.facets.values()} | {len(m) for m in segment.vectors.values()}
    if len(heights) > 1 or max(segment.text.width, segment.names.width) > len(manifest["terms"]) + 1:
        raise IndexFileError("the arrays are not of one length")
    return segment


def _postings(arrays: Arrays, name: str, height: int) -> Postings:
    starts, rows, impacts = (arrays[f"{name}-{part}"] for part in ("starts", "rows", "impacts"))
    if not starts[-1] == len(rows) == len(impacts):
        raise IndexFileError(f"the postings of {name} are cut short")
    return Postings(height, np.asarray(starts), rows, impacts)


def _array(folder: Path, name: str, kind: tuple[str, list[int]], mapped: bool) -> NDArray[Any]:
    path = folder / f"{name}.npy"
    empty = 0 in kind[1]  # nothing to map
    array: NDArray[Any] = np.load(path, mmap_mode="r" if mapped and not empty else None, allow_pickle=False)
    if [str(array.dtype), list(array.shape)] != list(kind):
        raise IndexFileError(f"{folder.name}: {name} is not as the manifest says")
    return array.view(np.ndarray)


def _on_disk(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _flushed(folder)


def _flushed(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
