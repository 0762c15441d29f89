"""Numbers for strings, handed out once and never taken back."""

from __future__ import annotations

from collections.abc import Iterable


class Vocabulary:
    """Grows only: a reader of an older snapshot meets numbers it has no postings for, at worst."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words: list[str] = list(words)
        self._numbers: dict[str, int] = {word: number for number, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def number(self, word: str) -> int:
        """The number of a word, a new one if it has none. For the one writer."""
        number = self._numbers.get(word)
        if number is None:
            number = len(self.words)
            self.words.append(word)
            self._numbers[word] = number
        return number

    def number_of(self, word: str) -> int | None:
        """The number of a word, or None."""
        return self._numbers.get(word)

    def known(self, words: Iterable[str]) -> list[int]:
        """The numbers of those words that have one."""
        return [number for number in map(self._numbers.get, words) if number is not None]
