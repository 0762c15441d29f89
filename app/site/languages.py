"""How far each language of the site is, measured from its catalogue: the parity table of the about page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import current_app

from app.core.i18n import FALLBACK, native_name

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@dataclass(frozen=True, slots=True)
class LanguageState:
    """`percent` of the interface's phrases that are in this language."""

    code: str
    name: str
    percent: int


def language_states() -> list[LanguageState]:
    """The site's languages in the order of the bar."""
    return [LanguageState(code, native_name(code), _percent(code)) for code in current_app.config["LANGUAGES"]]


@cache
def _percent(language: str) -> int:
    if language == FALLBACK:
        return 100
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return 0
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    done = sum(bool(message.string) and all(_texts(message.string)) and not message.fuzzy for message in messages)
    return done * 100 // len(messages) if messages else 0


def _texts(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A phrase is in a language when all its plural forms are."""
    return (string,) if isinstance(string, str) else tuple(string or ())
