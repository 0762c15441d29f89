"""Which of some described things a text is about, told by the words that it shares with each description.

For things too many and too much alike to learn a tagger for, such as the targets of one goal. Words are weighed as the
taggers weigh them (tf-idf); a thing counts as told of if the cosine passes a limit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from matching.labels_words import Row, Vocabulary, apart, terms, written

LIKE = 0.2
"""Chosen on our descriptions of targets: asked with what is done for a target, among the targets of its goal described
by what they are about (and the other way round), 69 to 92 % of the answers are right, by language. At 0.15, 58 to 77 %.
"""

_FEWEST_SHARED = 2  # different stems; one alone is often chance
_WORDS = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """A described thing, how like it the text is (0 to 1), and the words that they share, weightiest first."""

    code: str
    value: float
    words: tuple[str, ...]


class Descriptions:
    """Descriptions in one language, by code."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self._language = language
        found = {code: terms(text, language) for code, text in texts.items()}
        self._vocabulary = _learned(list(found.values()))
        self._rows = {code: self._dense(self._vocabulary.row(own)) for code, own in found.items()}

    def like(self, text: str, among: Collection[str], limit: int = 3) -> tuple[Likeness, ...]:
        """Those among some codes that the text is like enough, the likest first."""
        forms = written(text, self._language)
        numbers, weights = self._vocabulary.row(terms(text, self._language))
        told = [self._likeness(code, (numbers, weights), forms) for code in among if code in self._rows]
        sure = [one for one in told if one.value > LIKE and len(one.words) >= _FEWEST_SHARED]
        return tuple(sorted(sure, key=lambda one: -one.value)[:limit])

    def _likeness(self, code: str, row: Row, forms: Mapping[str, str]) -> Likeness:
        numbers, weights = row
        parts = weights * self._rows[code][numbers]
        order = [place for place in np.argsort(-parts, kind="stable") if parts[place] > 0]
        words = apart(forms[self._vocabulary.known[numbers[place]]] for place in order)
        return Likeness(code, float(parts.sum()), words[:_WORDS])

    def _dense(self, row: Row) -> np.ndarray:
        line = np.zeros(len(self._vocabulary.known), np.float32)
        line[row[0]] = row[1]
        return line


def _learned(found: Collection[Collection[str]]) -> Vocabulary:
    """The stems of some descriptions and how rare each is among them."""
    counts: dict[str, int] = {}
    for own in found:
        for term in set(own):
            counts[term] = counts.get(term, 0) + 1
    rarity = [log((1 + len(found)) / (1 + count)) + 1 for count in counts.values()]
    return Vocabulary(list(counts), np.array(rarity, np.float32))
