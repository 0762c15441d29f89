"""The gender marker of the OECD policy scale: as a form asks for it, and as a page tells it."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

GENDER_CHOICES: list[tuple[str, LazyString]] = [
    ("2", _("Yes, it is the main aim")),
    ("1", _("Yes, it is one of the aims")),
    ("0", _("No, it has other aims")),
]
_WORDS = {2: _("Equality is the main aim"), 1: _("Equality is one of the aims"), 0: _("Other aims")}


def gender_in_words(marker: int | None) -> str:
    """Empty where nothing is said."""
    return "" if marker is None else str(_WORDS.get(marker, ""))
