"""Whose a contact is that was written for a request: a person's by their whole address, or by their name as words."""

from __future__ import annotations

import re
import unicodedata

from app.accounts.models import Person

_BETWEEN = r"\s@,;:/<>()\[\]\"，；：、（）"
ADDRESS = re.compile(rf"[^{_BETWEEN}]+@[^{_BETWEEN}]+")
# Thai, Lao, Burmese, Khmer, kana and Han: words stand side by side there without a space.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_contact_of(contact: str, person: Person) -> bool:
    """Never by a name that stands within an address: a short one stands within many."""
    text, email = _plain(contact), _plain(person.email)
    if email in {text, *(found.strip(".'-") for found in ADDRESS.findall(text))}:
        return True
    return _says(ADDRESS.sub("@", text), _plain(person.name))


def _says(text: str, name: str) -> bool:
    """Whether the name stands there by itself, not as a part of a longer word."""
    found = re.finditer(re.escape(name), text) if name else ()
    return any(not (_goes_on(text[: each.start()][-1:]) or _goes_on(text[each.end() :][:1])) for each in found)


def _goes_on(neighbour: str) -> bool:
    if not neighbour or UNSPACED.match(neighbour):
        return False
    return neighbour.isalnum() or unicodedata.category(neighbour).startswith("M")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())
