"""Which suggestions of a tagger are sure enough to stand before a person, and why."""

from __future__ import annotations

from math import log

from matching.labels import SDGTagger, SectorTagger, Suggestion
from matching.labels_words import language_of, terms

MARGIN = 1.0
"""How much a text must speak for a code (`support`). Chosen by `labels_folds.choose_margin` with USE; see there."""

LIKELY = 0.5
"""A code that a text more likely has not is not suggested, however rare it is."""

FEWEST_WORDS = 8
"""Different stems, function words left out; a text with fewer says too little."""

_IN_ANY_TEXT = frozenset({"没有", "希望", "需要", "我们", "他们", "问题", "很多"})
"""Chinese words that stood beside a code by chance, in the few Chinese texts that were learned from."""


def says_enough(text: str) -> bool:
    return len(set(terms(text, language_of(text)))) >= FEWEST_WORDS


def sure_suggestions(tagger: SDGTagger | SectorTagger, text: str, limit: int = 3) -> tuple[Suggestion, ...]:
    """The likeliest codes of a text as far as both limits are passed and words can be shown; none for a short text."""
    if not says_enough(text):
        return ()
    language = language_of(text)
    rates = dict(zip(tagger.classes_, tagger.weights_.rates.tolist(), strict=True))
    found = []
    for one in tagger.suggest(text, language, limit):
        words = one.words if language != "zh" else _learned(tagger, one)
        if words and one.probability >= LIKELY and _odds(one.probability) - _odds(rates[one.code]) > MARGIN:
            found.append(Suggestion(one.code, one.probability, words))
    return tuple(found)


def _learned(tagger: SDGTagger | SectorTagger, one: Suggestion) -> tuple[str, ...]:
    """Pairs of Han characters that the tagger learned as words for the code; of others a vector alone tells little."""
    numbers, column = tagger.weights_.vocabulary.numbers, tagger.classes_.index(one.code)
    return tuple(
        word
        for word in one.words
        if word not in _IN_ANY_TEXT
        and all(term in numbers and tagger.weights_.words[numbers[term], column] > 0 for term in terms(word, "zh"))
    )


def _odds(probability: float) -> float:
    return log(probability / max(1 - probability, 1e-12))
