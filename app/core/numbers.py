"""Numbers as people write them: with spaces, points, commas or marks between thousands, in any digits."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

BETWEEN_THOUSANDS = re.compile(r"[\s'’٬_]")  # \s takes in the no-break and the narrow spaces
SHAPE = re.compile(r"\d[\d.,]*")
LONGEST = 40
LARGEST_AMOUNT = Decimal("99999999999999.99")  # of money, as columns have room for


class NotANumber(ValueError):
    """What was written is no number."""


class Ambiguous(NotANumber):
    """What was written can be read as two different numbers: 1.250 or 0,125."""


def read_amount(text: str) -> Decimal:
    """The amount that `text` means, with at most two decimals; raises `NotANumber`.

    Where points and commas both stand, the last kind marks the decimals. One kind alone marks decimals
    before one or two digits and thousands before three; `0,125` and more than two decimals are ambiguous.
    """
    plain = BETWEEN_THOUSANDS.sub("", _western(text[: LONGEST + 1]))
    if len(text) > LONGEST or not SHAPE.fullmatch(plain):
        raise NotANumber
    kinds = {mark for mark in ".," if mark in plain}
    if not kinds:
        return Decimal(plain)
    if len(kinds) == 2:
        return _with_both(plain)
    return _with_one(plain, kinds.pop())


def _western(text: str) -> str:
    """Arabic, Devanagari and other decimal digits as 0 to 9; the Arabic decimal comma as a point."""
    digits = (str(unicodedata.digit(c)) if c.isdecimal() else c for c in text.strip())
    return "".join(digits).replace("٫", ".").replace("،", ",")


def _with_both(plain: str) -> Decimal:
    mark = max(".,", key=plain.rfind)
    whole, _, decimals = plain.rpartition(mark)
    other = "," if mark == "." else "."
    if mark in whole or len(decimals) > 2 or not _in_thousands(whole, other):
        raise NotANumber
    return Decimal(f"{whole.replace(other, '')}.{decimals or '0'}")


def _with_one(plain: str, mark: str) -> Decimal:
    whole, _, last = plain.rpartition(mark)
    if mark not in whole and len(last) <= 2:
        return Decimal(f"{whole}.{last or '0'}")
    if not _in_thousands(plain, mark):
        raise Ambiguous if mark not in whole else NotANumber
    return Decimal(plain.replace(mark, ""))


def _in_thousands(text: str, mark: str) -> bool:
    """Whether `mark` stands before every three digits, as in 1,250,000, and nothing begins with a nought."""
    first, *others = text.split(mark)
    return 1 <= len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in others)
