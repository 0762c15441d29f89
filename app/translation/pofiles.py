"""Translations as PO files: what translators' own tools read and write. One entry a text, named `kind:id:field`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, write_po

from app.core.forms import tidy
from app.translation.models import TranslationState
from app.translation.selection import FieldState

LARGEST = 4 * 1024 * 1024  # bytes
MOST_ENTRIES = 20_000
LANGUAGE = re.compile(r"^Language: *([\w-]+)", re.MULTILINE)


class NotReadable(ValueError):
    """The file is no PO file in UTF-8."""


class TooMuch(NotReadable):
    """It is larger than is read at once."""


class HasPlurals(NotReadable):
    """It counts, which no text of a record does."""


class NoEntries(NotReadable):
    """It holds no text at all."""


class OtherLanguage(NotReadable):
    """Its header says that it is for another language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a file. `unfinished`: its tool marked it as fuzzy."""

    context: str
    source: str
    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class PoFile:
    language: str  # as its header says; empty where it says nothing
    entries: Sequence[Entry]


def context_of(kind: str, number: int, path: str) -> str:
    return f"{kind}:{number}:{path}"


def written(states: Iterable[tuple[str, int, FieldState]], *, lang: str, site: str) -> bytes:
    """The PO file of these texts: (kind, number of the record, state of the text) each."""
    catalog = Catalog(locale=lang, project=site, charset="utf-8", fuzzy=False)
    for kind, number, state in states:
        fuzzy = state.state == TranslationState.NEEDS_EDITING
        added = catalog.add(
            state.source,
            state.text,
            context=context_of(kind, number, state.field.path),
            flags={"fuzzy"} if fuzzy else (),
            auto_comments=_comments(state),
            previous_id=state.row.source_text if fuzzy and state.row and state.is_stale else (),
        )
        added.flags.discard("python-format")  # "50 % de" is no placeholder
    file = BytesIO()
    write_po(file, catalog, width=100, no_location=True, include_previous=True)
    return file.getvalue()


def _comments(state: FieldState) -> list[str]:
    note = f" Note: {' '.join(state.row.note.split())}" if state.row and state.row.note else ""
    return [f"State: {state.state.value}.{note}"]


def read(content: bytes) -> PoFile:
    """The entries of a file that somebody sent; `NotReadable` for whatever cannot be taken as one."""
    if len(content) > LARGEST:
        raise TooMuch
    try:
        lines = content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise NotReadable from None
    collected = _Collected()
    try:
        PoFileParser(collected, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except (PoFileError, ValueError, LookupError, AttributeError, TypeError):
        raise NotReadable from None  # the reader stumbles in many ways over what is no PO file
    return PoFile(_language(collected.messages), _entries(collected.messages))


class _Collected(Catalog):
    """Takes the reader's messages as they come: a catalog would believe the header, and drop what stands twice."""

    num_plurals = 6  # as many as any language has; what a header says is not believed

    def __init__(self) -> None:
        super().__init__(charset="utf-8")
        self.messages: list[Message] = []

    def __setitem__(self, _source: object, message: Message) -> None:
        self.messages.append(message)
        if len(self.messages) > MOST_ENTRIES:
            raise TooMuch


def _language(messages: Sequence[Message]) -> str:
    header = next((str(each.string) for each in messages if not each.id and not each.context), "")
    found = LANGUAGE.search(header)
    return found.group(1).replace("_", "-").partition("-")[0].lower() if found else ""


def _entries(messages: Sequence[Message]) -> list[Entry]:
    if any(not isinstance(each.id, str) for each in messages):
        raise HasPlurals
    found = [
        Entry(each.context or "", str(each.id), str(tidy(each.string or "")), each.fuzzy)
        for each in messages
        if each.id or each.context
    ]
    if not found:
        raise NoEntries
    return found
