"""Which goals and which sectors a text is about: calibrated probabilities, and the words that speak for them.

`SDGTagger` and `SectorTagger` follow scikit-learn's contract and learn with scikit-learn, from words
and, with an encoder, from the vectors of its model. They are there to fill in a form before a person
looks at it, never to filter by. `shipped` gives those that come with the library: seven languages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matching.encoders import Encoder, USEEncoder, Vectors, pinned
from matching.estimator import Estimator
from matching.labels_files import LabelsFileError, read, write
from matching.labels_learning import Weights, learn
from matching.labels_words import apart, language_of, terms, written

__all__ = ["LabelsFileError", "SDGTagger", "SectorTagger", "Suggestion"]

_SHIPPED = Path(__file__).parent / "resources"
_DEFAULT = USEEncoder()
_WORDS = 5  # words shown for one suggestion
_FAINT = 0.2  # of what the strongest word says; fainter ones are not shown
_READ_ALONE = 200  # distinct words of a text that may be shown


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that a text seems to be about, and the words of the text that speak most for it, strongest first."""

    code: str
    probability: float
    words: tuple[str, ...]


class _Tagger(Estimator):
    """What both taggers share; `kind` names the file that ships, `known` the codes that exist, if it is fixed."""

    kind = ""
    known: tuple[str, ...] = ()

    classes_: tuple[str, ...]
    weights_: Weights

    def __init__(self, *, encoder: Encoder | None = _DEFAULT, strength: float = 1.0) -> None:
        self.encoder = encoder
        self.strength = strength

    def fit(
        self,
        texts: Sequence[str],
        labels: Sequence[Collection[str]],
        languages: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
    ) -> Self:
        """Learn from texts, the codes of each, and the language of each (guessed if not given).

        Texts of one of `groups` (such as translations of each other) are kept together when probabilities
        are calibrated. Whatever was learned before is forgotten. Raises ValueError for a code that does not
        exist, or one with texts of a single group.
        """
        codes = self._codes(labels, groups := groups or [str(number) for number in range(len(texts))])
        given = np.array([[code in own for code in codes] for own in labels], bool)
        spoken = languages or [language_of(text) for text in texts]
        found = [terms(text, language) for text, language in zip(texts, spoken, strict=True)]
        self.weights_ = learn(found, self._vectors(texts), given, groups, self.strength)
        self.classes_ = codes
        return self

    def predict_proba(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> NDArray[np.float64]:
        """Probabilities, (texts, codes of `classes_`); each code stands for itself, so rows need not sum to 1."""
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-self._log_odds(texts, languages)))
        return probabilities

    def support(self, texts: Sequence[str], languages: Sequence[str] | None = None) -> NDArray[np.float64]:
        """How much each text speaks for each code, whatever the share of texts that have it: (texts, codes).

        The logarithm of how many times likelier the text is with the code than without (base e).
        """
        rates = self._fitted().rates.astype(np.float64)
        return self._log_odds(texts, languages) - np.log(rates / (1 - rates))

    def suggest(self, text: str, language: str | None = None, limit: int = 5) -> tuple[Suggestion, ...]:
        """The likeliest codes of a text, the likeliest first; a text without a word has none.

        A suggestion for which no single word speaks has no words.
        """
        spoken = language or language_of(text)
        if not terms(text, spoken):
            return ()
        [row] = self.predict_proba([text], [spoken])
        order = sorted(range(len(row)), key=lambda code: (-row[code], code))[:limit]
        speaking = self._speaking(text, spoken)
        return tuple(Suggestion(self.classes_[code], float(row[code]), speaking(code)) for code in order)

    def _log_odds(self, texts: Sequence[str], languages: Sequence[str] | None) -> NDArray[np.float64]:
        spoken = languages or [language_of(text) for text in texts]
        odds = self._fitted().offset + self._vectors(texts) @ self.weights_.vectors
        for row, (text, language) in enumerate(zip(texts, spoken, strict=True)):
            numbers, weights = self.weights_.vocabulary.row(terms(text, language))
            odds[row] += weights @ self.weights_.words[numbers]
        return odds.astype(np.float64)

    def _codes(self, labels: Sequence[Collection[str]], groups: Sequence[str]) -> tuple[str, ...]:
        places = {code: position for position, code in enumerate(self.known)}
        within: dict[str, set[str]] = {}
        for own, group in zip(labels, groups, strict=True):
            for code in own:
                within.setdefault(code, set()).add(group)
        for code, found in within.items():
            if self.known and code not in places:
                raise ValueError(f"there is no {self.kind} {code!r}")
            if len(found) < 2 or len(found) == len(set(groups)):
                raise ValueError(
                    f"{code!r}: at least two groups of texts with it, and two without, are needed to learn"
                )
        return tuple(sorted(within, key=lambda code: (places.get(code, 0), code)))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        if self.encoder is None:
            return np.zeros((len(texts), 0), np.float32)
        return self.encoder.encode(texts)

    def _fitted(self) -> Weights:
        if not hasattr(self, "weights_"):
            raise ValueError(f"this {type(self).__name__} has learned nothing yet: call fit, load or shipped first")
        return self.weights_

    def _speaking(self, text: str, language: str) -> Callable[[int], tuple[str, ...]]:
        """The words of a text that speak for a code, by the number of the code.

        A word speaks by its own weight, and by the vector that it has alone, of which the vector of the
        text is taken to hold equal shares.
        """
        forms = dict(islice(written(text, language).items(), _READ_ALONE))
        found, surfaces = list(forms), list(forms.values())
        speak = self._vectors(surfaces) @ self.weights_.vectors / len(forms)
        numbers, weights = self.weights_.vocabulary.row(terms(text, language))
        places = {term: place for place, term in enumerate(found)}
        for number, weight in zip(numbers, weights, strict=True):
            place = places.get(self.weights_.vocabulary.known[number])
            if place is not None:
                speak[place] += weight * self.weights_.words[number]

        def of(code: int) -> tuple[str, ...]:
            order = np.argsort(-speak[:, code], kind="stable")
            least = max(float(speak[order[0], code]) * _FAINT, 0.0)
            return apart(surfaces[place] for place in order if speak[place, code] > least)[:_WORDS]

        return of

    def save(self, path: Path, about: Mapping[str, Any] | None = None) -> None:
        """Write what was learned to a file without code in it (`.npz`), with notes such as sources and licences."""
        weights = self._fitted()
        encoder = pinned(self.encoder) if self.encoder else None
        notes = {**(about or {}), "kind": self.kind, "encoder": encoder, "strength": self.strength}
        write(path, weights, self.classes_, notes)

    @classmethod
    def load(cls, path: Path, encoder: Encoder | None = _DEFAULT) -> Self:
        """A tagger from a file. Raises LabelsFileError for a damaged file or one made for another encoder or kind."""
        weights, codes, about = read(path)
        expected = {"kind": cls.kind, "encoder": pinned(encoder) if encoder else None}
        for name, value in expected.items():
            if about.get(name) != value:
                raise LabelsFileError(f"{path.name}: made for {name} {about.get(name)!r}, not {value!r}")
        tagger = cls(encoder=encoder, strength=float(about["strength"]))
        tagger.weights_, tagger.classes_ = weights, codes
        return tagger

    @classmethod
    def shipped(cls, encoder: Encoder | None = _DEFAULT) -> Self:
        """The tagger that comes with the library: for USE, and for no encoder (words alone).

        Raises LabelsFileError for another encoder, whose tagger has to be trained: `matching.training`.
        """
        return cls.load(shipped_file(cls.kind, encoder), encoder)


class SDGTagger(_Tagger):
    """Suggests goals: codes "1" to "17".

    Parameters: `encoder`, whose vectors stand beside the words (None: words alone); `strength`, the C of the
    logistic regressions (larger: closer to what was learned from).

    >>> tagger = SDGTagger.shipped(encoder=None)
    >>> tagger.suggest("Safe drinking water for village schools", limit=1)[0].code
    '6'
    """

    kind = "goal"
    known = tuple(str(number) for number in range(1, 18))


class SectorTagger(_Tagger):
    """Suggests sectors by whatever codes it has learned; those shipped are the site's 29. Parameters: as `SDGTagger`.

    >>> tagger = SectorTagger.shipped(encoder=None)
    >>> tagger.suggest("Vaccines for rural clinics", limit=1)[0].code
    'health'
    """

    kind = "sector"


def shipped_file(kind: str, encoder: Encoder | None) -> Path:
    """Where the file lies that ships for an encoder."""
    return _SHIPPED / f"labels-{kind}-{encoder.name if encoder else 'none'}.npz"
