"""What a text is about, told from its words alone: a small model that ships with the library.

It learned from the objectives of World Bank projects, and the sectors and themes that the Bank gave
them, which words go with which subjects; two texts may be alike in subject without sharing a word.
It reads English. Its vectors stand behind the encoder protocol, so a ranker without any encoder
still has them. `python -m matching train-topics` makes the file anew.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from matching.encoders import Vectors, unit
from matching.estimator import Estimator
from matching.text import Analyzer
from matching.worldbank import read

SHIPPED = Path(__file__).parent / "resources" / "topics.npz"

_STRENGTH = 10.0  # of ridge regression's penalty: chosen on the evaluation file, see the README
_FEWEST = 20  # projects that a subject needs
_RARE = 2  # projects that a word needs
_KNOWN = 0.4  # the share of a text's words that must be known; below it the text is not in English


class TopicEncoder(Estimator):
    """Subjects of an English text as a unit vector; zeros for a text of which too few words are known.

    Source: ridge regression (scikit-learn) of World Bank sectors and themes on tf-idf of stems;
    World Bank, Projects & Operations, CC BY 4.0. Parameters: `path`, another file of the same form; `weight`
    (see `Encoder`).

    >>> water, wells, ports = TopicEncoder().encode(
    ...     ["Safe drinking water for villages", "Rural sanitation and wells", "Customs at the port"])
    >>> bool(water @ wells > 0.3 > water @ ports)
    True
    """

    name = "topics"

    def __init__(self, *, path: Path | None = None, weight: float = 0.5) -> None:
        self.path = path
        self.weight = weight

    @property
    def version(self) -> str:
        """The first letters of the hash of the file."""
        return str(self._model()["version"])

    @property
    def dimensions(self) -> int:
        """The number of subjects."""
        return len(self._model()["deviation"])

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        """Rows of unit length (float32), deviations from the average text by subject."""
        model = self._model()
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            rows[number] = _subjects(model, Counter(Analyzer().terms(text, "en")))
        return unit(rows)

    def _model(self) -> dict[str, Any]:
        if not hasattr(self, "model_"):
            self.model_ = _read(self.path) if self.path else _shipped()
        return self.model_

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "weight": self.weight}


def train(source: Path, to: Path) -> dict[str, Any]:
    """Learn from World Bank projects (see `matching.worldbank`) and write the model; returns its header.

    The file written is the same for the same input up to the last bits of the arithmetic.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge

    projects = [project for project in read(source) if project.subjects]
    labels = [frozenset(project.subjects) for project in projects]
    counted = Counter(label for own in labels for label in own)
    subjects = sorted(label for label, count in counted.items() if count >= _FEWEST)
    given = np.array([[label in own for label in subjects] for own in labels], np.float64)
    words = TfidfVectorizer(analyzer=_terms, sublinear_tf=True, min_df=_RARE)
    table = words.fit_transform([project.text for project in projects])
    model = Ridge(alpha=_STRENGTH, solver="sparse_cg", tol=1e-5).fit(table, given)
    about = {
        "what": "Which words go with which subjects: ridge regression on tf-idf of English stems.",
        "source": "World Bank, Projects & Operations (objectives, sectors, themes)",
        "licence": "CC BY 4.0",
        "projects": len(projects),
        "sha256_of_source": hashlib.sha256(source.read_bytes()).hexdigest(),
        "subjects": subjects,
        "terms": words.get_feature_names_out().tolist(),
    }
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        about=np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8),
        rarity=words.idf_.astype(np.float32),
        weights=model.coef_.T.astype(np.float16),
        offset=(model.intercept_ - given.mean(axis=0)).astype(np.float32),
        deviation=given.std(axis=0).astype(np.float32),
    )
    to.write_bytes(buffer.getvalue())
    return about


def _terms(text: str) -> list[str]:
    return Analyzer().terms(text, "en")


@cache
def _shipped() -> dict[str, Any]:
    """Read once for a process."""
    return _read(SHIPPED)


def _read(path: Path) -> dict[str, Any]:
    bytes_ = path.read_bytes()
    with np.load(io.BytesIO(bytes_), allow_pickle=False) as file:
        model: dict[str, Any] = {name: file[name] for name in file.files}
    about = json.loads(model.pop("about").tobytes())
    numbers = {term: number for number, term in enumerate(about["terms"])}
    return {**model, "numbers": numbers, "version": hashlib.sha256(bytes_).hexdigest()[:12]}


def _subjects(model: dict[str, Any], counts: Counter[str]) -> Vectors | float:
    known = [(model["numbers"][term], count) for term, count in counts.items() if term in model["numbers"]]
    if not known or len(known) < _KNOWN * len(counts):
        return 0.0
    numbers, seen = np.array(known).T
    weights = model["rarity"][numbers] * (1 + np.log(seen))
    weights = weights / np.linalg.norm(weights)
    values: Vectors = (weights @ model["weights"][numbers].astype(np.float32) + model["offset"]) / model["deviation"]
    return values
