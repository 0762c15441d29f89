"""The same answers by the plainest means: loops over documents, nothing shared with the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from matching import Analyzer, Document
from matching.text import Word

K1, B, AVERAGE, NAME = 1.2, 0.75, 30.0, 0.5
Codes = Mapping[str, Collection[str]]


def weights(document: Document) -> dict[str, float]:
    """Term -> tfc of the text, or the weight of a name where that is larger."""
    found: dict[str, float] = {}
    for language, text in document.texts.items():
        words = f"{text.title}\n{text.body}"
        counts = Counter(Analyzer().terms(words, language))
        length = sum(counts.values())
        counts.update(Analyzer().characters(words) - counts.keys())
        for term, tf in counts.items():
            value = tf / (tf + K1 * (1 - B + B * length / AVERAGE))
            found[term] = max(found.get(term, 0.0), kept(value))
    for language, names in document.names.items():
        for term in {*Analyzer().terms(names, language), *Analyzer().characters(names)}:
            found[term] = max(found.get(term, 0.0), kept(NAME))
    return found


def kept(strength: float) -> float:
    """The nearest of 65,535 steps: as finely as an index keeps it."""
    return round(strength * 65_535) / 65_535


class BruteForce:
    """Search and counts over a list of documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.weights = {document.key: weights(document) for document in documents}
        self.documents = documents
        self.public = [document for document in documents if document.audience == "public"]

    def best(self, document: Document, word: Word) -> float:
        return max((self.weights[document.key].get(term, 0.0) for term in word.terms), default=0.0)

    def score(self, document: Document, words: Sequence[Word]) -> float:
        total = 0.0
        for word in words:
            having = sum(self.best(other, word) > 0 for other in self.public)
            total += self.best(document, word) * math.log(1 + (len(self.public) - having + 0.5) / (having + 0.5))
        return total

    def visible(self, audience: Collection[str], standing: Collection[str], exclude: Codes) -> list[Document]:
        return [
            document
            for document in self.documents
            if document.audience in audience
            and document.standing in standing
            and not any(document.facets.get(facet, frozenset()) & set(codes) for facet, codes in exclude.items())
        ]

    def found(self, query: str, seen: Sequence[Document], filters: Codes, without: str = "") -> list[Document]:
        """Documents with every word (or any, if none has all), the filter of one facet left out."""
        words = Analyzer().words(query)
        needed = [word for word in words if not word.optional] or words
        kept = [document for document in seen if passes(document, filters)]
        strict = any(all(self.best(document, word) for word in needed) for document in kept)
        wide = [d for d in seen if passes(d, {f: codes for f, codes in filters.items() if f != without})]
        if not words:
            return wide
        if strict:
            return [document for document in wide if all(self.best(document, word) for word in needed)]
        return [document for document in wide if any(self.best(document, word) for word in words)]


def passes(document: Document, filters: Codes) -> bool:
    """Whether a document has one of the codes in every facet."""
    return all(document.facets.get(facet, frozenset()) & set(codes) for facet, codes in filters.items())
