"""The words of texts as numbers for a tagger, and which language a text without one is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.stopwords import STOP_WORDS
from matching.text import READ, Analyzer, normalise, script, tokens

Row = tuple[NDArray[np.intp], NDArray[np.float32]]

_ANALYZER = Analyzer()
_SPOKEN = ("en", "es", "fr", "pt")  # languages in Latin letters that are told apart; the first wins a tie
_LOOKED_AT = 200  # words that tell the language of a text


def language_of(text: str) -> str:
    """One of the seven languages: by script, and among those in Latin letters by function words.

    >>> language_of("Les écoles du village"), language_of("学校供水"), language_of("")
    ('fr', 'zh', 'en')
    """
    found = [token for token, _ in zip(tokens(text[:READ]), range(_LOOKED_AT), strict=False)]
    scripts = Counter[str]()
    for token in found:
        scripts[script(token)] += len(token)
    writing = scripts.most_common(1)[0][0] if scripts else "latin"
    if writing != "latin":
        return writing
    words = [normalise(token) for token in found]
    return max(_SPOKEN, key=lambda language: sum(word in STOP_WORDS[language] for word in words))


def terms(text: str, language: str) -> list[str]:
    """The stems of a text that a tagger reads, in order."""
    return _ANALYZER.terms(text[:READ], language)


def written(text: str, language: str) -> dict[str, str]:
    """Each stem of a text, and the word as the text writes it first."""
    forms: dict[str, str] = {}
    for surface, term in _ANALYZER.pairs(text[:READ], language):
        forms.setdefault(term, surface)
    return forms


def apart(surfaces: Iterable[str]) -> tuple[str, ...]:
    """The surfaces once each, without pairs of Han characters that lap over one before them.

    >>> apart(["海洋", "洋和", "鱼类"])
    ('海洋', '鱼类')
    """
    kept: list[str] = []
    for surface in surfaces:
        laps = script(surface) == "zh" and any(surface[0] == one[-1] or surface[-1] == one[0] for one in kept)
        if surface not in kept and not laps:
            kept.append(surface)
    return tuple(kept)


@dataclass(frozen=True)
class Vocabulary:
    """Known stems and how rare they are (idf), as scikit-learn's TfidfVectorizer learned them.

    A row is what `TfidfVectorizer(sublinear_tf=True)` gives: (1 + log count) · idf, of length 1.
    """

    known: Sequence[str]
    rarity: NDArray[np.float32]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        return {term: number for number, term in enumerate(self.known)}

    def row(self, found: Iterable[str]) -> Row:
        """Numbers of the known stems among some, and the weight of each."""
        counts = Counter(term for term in found if term in self.numbers)
        numbers = np.array([self.numbers[term] for term in counts], np.intp)
        weights = (1 + np.log(np.array(list(counts.values()), np.float32))) * self.rarity[numbers]
        length = float(np.linalg.norm(weights))
        return numbers, (weights / length if length else weights).astype(np.float32)
