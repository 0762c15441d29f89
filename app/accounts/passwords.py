"""Long passwords of any kind: no rules on their composition, but not the ones that everybody tries."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil

FEWEST_SURPRISES = 6
LONGEST_BYTES = 1024
TRIED_FIRST = ("password", "letmein", "welcome", "iloveyou", "administrator", "changeme", "southsouth", "crux")
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")
NEIGHBOURS = frozenset(pair for row in ROWS for a, b in pairwise(row) for pair in (a + b, b + a))


class LongPasswords(PasswordUtil):
    """Adds to the library's rule on length: not made of what is tried first, nor of the person's own name."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        if len(password.encode("utf-8", "replace")) > LONGEST_BYTES:
            return [_("Shorten the password: it may have at most 1,024 bytes")], password
        faults, normal = super().validate(password, is_register, **kwargs)
        if not faults and is_guessable(normal, own_words(**kwargs)):
            faults = [_("Choose a password that is harder to guess: three or four words that do not belong together")]
        return faults, normal


def own_words(*, user: Any = None, email: Any = None, name: Any = None, **_: Any) -> frozenset[str]:
    """What others know of a person: the parts of their name and address."""
    known = (email, name) if user is None else (user.email, user.name)
    words = re.split(r"[\W_]+", " ".join(str(text) for text in known if text).casefold())
    return frozenset(word for word in words if len(word) > 2)


def is_guessable(password: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether little surprises in `password` beside what everybody tries first, `own` words, runs and repeats."""
    rest = password.casefold()
    for word in (*TRIED_FIRST, *sorted(own, key=len, reverse=True)):
        rest = rest.replace(word, "")
    surprises = {now for before, now in pairwise(" " + rest) if _is_surprise(before, now)}
    return len(surprises) < FEWEST_SURPRISES


def _is_surprise(before: str, now: str) -> bool:
    return before != now and before + now not in NEIGHBOURS
