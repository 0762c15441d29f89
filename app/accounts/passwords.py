"""Long passwords of any kind: no rules on their composition, but not the ones that everybody tries."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil

from app.accounts.common_passwords import is_common
from app.accounts.second_factor import is_on
from app.core.db import db

ALONE, WITH_SECOND_FACTOR = 15, 8  # the fewest characters
FEWEST_SURPRISES, FEWEST_WITH_SECOND_FACTOR = 6, 5
LONGEST_BYTES = 1024
TRIED_FIRST = ("password", "letmein", "welcome", "iloveyou", "administrator", "changeme", "southsouth", "crux")
ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop")
NEIGHBOURS = frozenset(pair for row in ROWS for a, b in pairwise(row) for pair in (a + b, b + a))


class LongPasswords(PasswordUtil):
    """Length by what stands beside the password, and nothing that is tried first, leaked, or the person's own name."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        if len(password.encode("utf-8", "replace")) > LONGEST_BYTES:
            return [_("Shorten the password: it may have at most 1,024 bytes")], password
        normal = self.normalize(password)
        fault = _fault_of(normal, own_words(**kwargs), alone=not has_second_factor(kwargs.get("user")))
        return [fault] if fault else None, normal


def _fault_of(password: str, own: frozenset[str], *, alone: bool) -> str:
    shortest = ALONE if alone else WITH_SECOND_FACTOR
    if len(password) < shortest:
        return str(_("Enter a password of at least %(length)s characters", length=shortest))
    if is_common(password):
        return str(_("Choose another password: this one is among those that others tried or lost"))
    if is_guessable(password, own, fewest=FEWEST_SURPRISES if alone else FEWEST_WITH_SECOND_FACTOR):
        return str(_("Choose a password that is harder to guess: three or four words that do not belong together"))
    return ""


def has_second_factor(user: Any) -> bool:
    return user is not None and is_on(db.session, user.id)


def own_words(*, user: Any = None, email: Any = None, name: Any = None, **_: Any) -> frozenset[str]:
    """What others know of a person: the parts of their name and address."""
    known = (email, name) if user is None else (user.email, user.name)
    words = re.split(r"[\W_]+", " ".join(str(text) for text in known if text).casefold())
    return frozenset(word for word in words if len(word) > 2)


def is_guessable(password: str, own: frozenset[str] = frozenset(), *, fewest: int = FEWEST_SURPRISES) -> bool:
    """Whether little surprises in `password` beside what everybody tries first, `own` words, runs and repeats."""
    rest = password.casefold()
    for word in (*TRIED_FIRST, *sorted(own, key=len, reverse=True)):
        rest = rest.replace(word, "")
    surprises = {now for before, now in pairwise(" " + rest) if _is_surprise(before, now)}
    return len(surprises) < fewest


def _is_surprise(before: str, now: str) -> bool:
    return before != now and before + now not in NEIGHBOURS
