"""Long passwords of any kind: no rules on their composition, but not the ones that everybody tries."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_security import PasswordUtil

FEWEST_DIFFERENT = 6
LONGEST_BYTES = 1024
TRIED_FIRST = ("password", "qwerty", "123456", "abcdef", "letmein", "welcome", "iloveyou", "crux")


class LongPasswords(PasswordUtil):
    """Adds to the library's rule on length: not monotonous, not made of what is tried first."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:
        if len(password.encode("utf-8", "replace")) > LONGEST_BYTES:
            return [_("Shorten the password: it may have at most 1,024 bytes")], password
        faults, normal = super().validate(password, is_register, **kwargs)
        if not faults and is_guessable(normal):
            faults = [_("Choose a password that is harder to guess: three or four words that do not belong together")]
        return faults, normal


def is_guessable(password: str) -> bool:
    """Whether little is left of `password` without what everybody tries first."""
    rest = password.casefold()
    for word in TRIED_FIRST:
        rest = rest.replace(word, "")
    return len(set(rest)) < FEWEST_DIFFERENT
