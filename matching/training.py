"""What the shipped taggers learn from, and the command that makes their files anew.

Only texts whose licence allows passing the result on: our own descriptions of targets and sectors and
our names of goals and sectors (CC BY 4.0), World Bank projects with goals and sectors read off
the Bank's own subjects (CC BY 4.0), and our catalogue of initiatives (CC BY 4.0). Never a text of a
benchmark. `texts` without `catalogue` has seen no request, nor anything written beside one, so an
evaluation on requests may use what was learned from it.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from matching.encoders import USEEncoder
from matching.evaluation.initiatives import read as read_initiatives
from matching.labels import SDGTagger, SectorTagger, shipped_file
from matching.worldbank import Project
from matching.worldbank import read as read_projects

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "pt")

Tagger = TypeVar("Tagger", SDGTagger, SectorTagger)

_FEWEST = 100  # projects taken for each code, so that energy and roads do not drown the descriptions


@dataclass(frozen=True, slots=True)
class Example:
    """One text; `group` holds together what says the same: languages, fields, both sides of an initiative."""

    text: str
    language: str
    group: str
    codes: frozenset[str]


def texts(kind: str, fixtures: Path, *, catalogue: bool) -> list[Example]:
    """All examples for "goal" or "sector"; with `catalogue`, the initiatives too."""
    found = [*_descriptions(kind, fixtures / "training"), *_names(kind, fixtures / "reference")]
    found += _projects(kind, fixtures / "training")
    if catalogue:
        found += initiatives(kind, fixtures)
    return [example for example in found if example.text.strip()]


def train(tagger: Tagger, fixtures: Path, *, catalogue: bool = True) -> Tagger:
    """Fit a tagger on the texts for its kind."""
    return fit(tagger, texts(tagger.kind, fixtures, catalogue=catalogue))


def fit(tagger: Tagger, examples: Sequence[Example]) -> Tagger:
    """Fit a tagger on examples."""
    return tagger.fit(
        [example.text for example in examples],
        [example.codes for example in examples],
        [example.language for example in examples],
        [example.group for example in examples],
    )


def train_labels(fixtures: Path) -> list[str]:
    """Make the four files that ship: goals and sectors, with USE and with words alone; a line on each."""
    lines = []
    for encoder in (USEEncoder(), None):
        lines += [_ship(SDGTagger(encoder=encoder), fixtures), _ship(SectorTagger(encoder=encoder), fixtures)]
    return lines


def _ship(tagger: Tagger, fixtures: Path) -> str:
    path = shipped_file(tagger.kind, tagger.encoder)
    train(tagger, fixtures).save(path, _about(tagger.kind, fixtures))
    return f"{path.name}: {len(tagger.classes_)} codes, {path.stat().st_size:,} bytes"


def _descriptions(kind: str, folder: Path) -> Iterator[Example]:
    """Every field of every description; the fields of one target, in all languages, are one group.

    A sector is described by one row alone, so there a field is the group.
    """
    name = {"goal": "targets", "sector": "sectors"}[kind]
    for path in sorted(folder.glob(f"{name}.*.csv")):
        language = path.name.split(".")[1]
        for row in _rows(path):
            code = row.pop("code")
            for field, text in row.items():
                group, own = (code, code.partition(".")[0]) if kind == "goal" else (f"{code} {field}", code)
                yield Example(text, language, group, frozenset([own]))


def _names(kind: str, folder: Path) -> Iterator[Example]:
    for row in _rows(folder / f"{kind}s.csv"):
        for language in LANGUAGES:
            yield Example(row[language], language, f"name {row['code']} {language}", frozenset([row["code"]]))


def _projects(kind: str, folder: Path) -> Iterator[Example]:
    """Some World Bank projects of each code, always the same ones: those whose ids hash lowest."""
    subjects = {row["subject"]: frozenset(row[f"{kind}s"].split()) for row in _rows(folder / "worldbank-labels.csv")}
    taken: Counter[str] = Counter()
    for project in sorted(read_projects(folder / "worldbank-objectives.csv.gz"), key=_lot):
        codes = frozenset[str]().union(*(subjects.get(subject, frozenset()) for subject in project.subjects))
        if any(taken[code] < _FEWEST for code in codes):
            taken.update(codes)
            yield Example(project.text, "en", project.id, codes)


def _lot(project: Project) -> bytes:
    return hashlib.sha256(project.id.encode()).digest()


def initiatives(kind: str, fixtures: Path) -> list[Example]:
    """Both sides of each initiative of our catalogue, and the request in its other language."""
    renamed = {
        row["evaluation_sector"]: row["sector"] for row in _rows(fixtures / "catalogue" / "sector_crosswalk.csv")
    }
    found = []
    for number, one in enumerate(read_initiatives([fixtures / "evaluation" / "initiatives.jsonl"])):
        codes = frozenset(renamed.get(code, code) for code in one.labels[kind])
        group = f"initiative {number}" if one.alone else one.group
        sides = [("en", one.solution), ("en", one.request)] + ([one.translated] if one.translated else [])
        found += [Example(f"{side.title}. {side.body}", language, group, codes) for language, side in sides]
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _about(kind: str, fixtures: Path) -> dict[str, Any]:
    files = [*(fixtures / "training").glob("*.csv*"), *(fixtures / "reference").glob(f"{kind}s.csv")]
    files += [fixtures / "evaluation" / "initiatives.jsonl", fixtures / "catalogue" / "sector_crosswalk.csv"]
    return {
        "what": f"Which words and meanings go with which {kind}: calibrated logistic regressions.",
        "attribution": "Descriptions, names and initiatives of this project; World Bank, Projects & Operations.",
        "licence": "CC BY 4.0",
        "sha256_of_sources": {
            str(path.relative_to(fixtures)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(files)
        },
        "versions": {name: version(name) for name in ("numpy", "scikit-learn", "scipy")},
    }
