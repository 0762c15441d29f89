"""Numbers that a translation lost, however each language writes its digits and its millions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Digits in any script: in groups of three with spaces between, or with the other marks of thousands and decimals.
NUMBER = re.compile(r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'’٫٬]\d+)*)")
MARKS = re.compile(r"[^\d]")
# Words after a number that stand for zeros; "mil millones" before "mil".
ZEROS = {
    9: r"(?:billions?|milliards?|млрд|миллиард\w*|mil millones|bilh(?:ão|ões)|مليار\w*|بليون\w*)\b",
    8: r"亿",
    6: r"(?:millions?|mill[oó]n(?:es)?|milh(?:ão|ões)|млн|миллион\w*|مليون\w*|ملايين)\b",
    4: r"万",
    3: r"(?:thousand|mil|mille|тыс\w*|ألف|آلاف)\b",
}
SMALL = 10  # up to here numbers are often words, or in the noun itself ("بلدان" is two countries)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its digits alone, and all of its digits where a word stands for zeros."""

    written: str
    digits: str
    whole: str

    def is_the_same_as(self, other: Number) -> bool:
        if self.whole and other.whole:
            return self.whole == other.whole
        return bool({self.digits, self.whole} & {other.digits, other.whole} - {""})


def missing_numbers(source: str, text: str) -> list[str]:
    """The numbers of `source`, as they stand there, that `text` does not have."""
    had = list(_numbers(text))
    missing = [
        number.written
        for number in _numbers(source)
        if not _is_small(number.written) and not any(number.is_the_same_as(other) for other in had)
    ]
    return list(dict.fromkeys(missing))


def _numbers(text: str) -> Iterator[Number]:
    for found in NUMBER.finditer(text):
        written = found.group()
        yield Number(written, _in_ascii(MARKS.sub("", written)), _whole(written, text[found.end() :][:20]))


def _whole(written: str, after: str) -> str:
    """The number with the zeros of the word behind it; empty where there is no such word."""
    for zeros, words in ZEROS.items():
        if re.match(rf"[\s\u00a0\u202f-]?{words}", after, re.IGNORECASE):
            return (_in_ascii(MARKS.sub("", written)).lstrip("0") or "0") + "0" * (zeros - _decimals(written))
    return ""


def _decimals(written: str) -> int:
    """How many digits stand after the decimal mark of a number that is followed by a word for zeros."""
    found = re.search(r"[.,٫](\d+)$", written)
    return len(found.group(1)) if found and len(found.group(1)) != 3 else 0


def _in_ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) for digit in digits)


def _is_small(written: str) -> bool:
    digits = _in_ascii(MARKS.sub("", written))
    return len(digits) == len(written) and int(digits) <= SMALL
