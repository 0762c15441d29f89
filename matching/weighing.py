"""From a document to the numbers that the index keeps of it (BM25 without idf).

tfc = tf / (tf + k1 * (1 - b + b * length / average_length)), Robertson and Zaragoza 2009; a word
of the title counts `title_weight` times, in tf and in the length (the simple form of BM25F).
The average length is a constant, not learned, so that no document changes another's numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from matching.documents import Document, Text
from matching.text import Analyzer


@dataclass(frozen=True, slots=True)
class Weighing:
    """The constants of BM25. Lengths are in words after stop words are gone."""

    k1: float
    b: float
    title_weight: float
    average_length: float
    names_weight: float

    def text(self, document: Document, analyzer: Analyzer) -> dict[str, float]:
        """Term -> tfc in 0..1. Each language has its own length: translations cost nothing."""
        found: dict[str, float] = {}
        for language in sorted(document.texts):
            for term, number in self._one(document.texts[language], language, analyzer).items():
                found[term] = max(number, found.get(term, 0.0))
        return found

    def names(self, document: Document, analyzer: Analyzer) -> dict[str, float]:
        """Term -> the constant weight of a name."""
        found: dict[str, float] = {}
        for language, names in document.names.items():
            terms = {*analyzer.terms(names, language), *analyzer.characters(names)}
            found |= dict.fromkeys(terms, self.names_weight)
        return found

    def _one(self, text: Text, language: str, analyzer: Analyzer) -> dict[str, float]:
        counts: Counter[str] = Counter(analyzer.terms(text.body, language))
        counts_in_title = Counter(analyzer.terms(text.title, language))
        for term, count in counts_in_title.items():
            counts[term] += count * self.title_weight  # type: ignore[assignment]
        length = sum(counts.values())
        for character in analyzer.characters(f"{text.title} {text.body}"):
            counts.setdefault(character, 1)
        slow = self.k1 * (1 - self.b + self.b * length / self.average_length)
        return {term: tf / (tf + slow) for term, tf in counts.items()}
