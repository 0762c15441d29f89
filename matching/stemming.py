"""Roots of words: Snowball where it serves, light rules where it does not."""

from __future__ import annotations

import re
import threading
from typing import Any

_SNOWBALL = {"en": "english", "es": "spanish", "fr": "french", "pt": "portuguese", "ru": "russian"}


class _Stemmers(threading.local):
    """Snowball stemmers are not re-entrant, so each thread has its own."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}


_stemmers = _Stemmers()


def root(word: str, language: str) -> str:
    """The root of a normalised word; a word of a language without a stemmer stays as it is."""
    if language == "ar":
        return light_arabic(word)
    if language not in _SNOWBALL:
        return word
    if language not in _stemmers.made:
        import Stemmer

        _stemmers.made[language] = Stemmer.Stemmer(_SNOWBALL[language])
    written = nasal_portuguese(word) if language == "pt" else word
    stem: str = _stemmers.made[language].stemWord(written)
    return stem


def light_arabic(word: str) -> str:
    """Light stemming: articles and conjunctions off the front, then common endings.

    After "light10" (Larkey, Ballesteros and Connell, 2007). Snowball's Arabic gives الصحة and
    صحة different stems, and so would not find "health" by its own name.
    """
    if word.startswith("و") and len(word) > 4:
        word = word[1:]
    for article in ("بال", "كال", "فال", "ال", "لل"):
        if word.startswith(article) and len(word) >= len(article) + 3:
            word = word[len(article) :]
            break
    for ending in ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"):
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            return word[: -len(ending)]
    return word


def nasal_portuguese(word: str) -> str:
    """Gives a folded word its nasal ending back, in the singular; the stemmer needs both.

    >>> nasal_portuguese("solucao"), nasal_portuguese("solucoes"), nasal_portuguese("agua")
    ('solução', 'solução', 'agua')
    """
    return re.sub("cão$", "ção", re.sub("(ao|aos|oes)$", "ão", word))
