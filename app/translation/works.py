"""Which records there are to translate, and how far each is in a language: for the work list and the parity page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.changes import current_number
from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState
from app.translation.registry import TranslatableKind, kinds, offered
from app.translation.selection import FITS
from app.translation.service import hash_of, source_text

EXTENSION = "crux_translation_sources"
Key = tuple[str, int]  # kind and number of a record


@dataclass(frozen=True, slots=True)
class Source:
    """A published record as far as counting needs it: the hashes of its texts by field."""

    kind: str
    number: int
    language: str
    title: str
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """A record and how many of its texts are in which state in one language."""

    source: Source
    counts: Mapping[TranslationState, int]

    @property
    def is_done(self) -> bool:
        return self.counts[TranslationState.APPROVED] == len(self.source.hashes)


def published_sources(session: Session) -> Mapping[Key, Source]:
    """Every record that is offered for translation; made anew only when something published has changed."""
    number = current_number(session)
    held: tuple[int, Mapping[Key, Source]] | None = current_app.extensions.get(EXTENSION)
    if held is None or held[0] != number:
        found = {(each.kind, each.number): each for each in _read(session)}
        held = current_app.extensions[EXTENSION] = (number, found)
    return held[1]


def works(session: Session, lang: str) -> list[Work]:
    """The records written in another language than `lang`, with what there is of them in `lang`."""
    states = _states(session, lang)
    wanted = [source for source in published_sources(session).values() if source.language != lang]
    return [Work(source, _counted(source, states.get((source.kind, source.number), {}))) for source in wanted]


def _read(session: Session) -> Iterator[Source]:
    for kind in kinds().values():
        for record in offered(session, kind):
            source = _source(kind, record)
            if source.hashes:
                yield source


def _source(kind: TranslatableKind, record: PublishedRecord) -> Source:
    texts = {field.path: source_text(record, field.path) for field in kind.fields_of(record)}
    title = next(iter(texts.values()), "")
    hashes = {path: hash_of(text) for path, text in texts.items()}
    return Source(kind.name, record.key, record.source_language, title, hashes)


Stored = Mapping[str, tuple[TranslationState, str]]  # field → state and the hash of what was translated


def _states(session: Session, lang: str) -> Mapping[Key, Stored]:
    names = {kind.model.__tablename__: kind.name for kind in kinds().values()}
    found: dict[Key, dict[str, tuple[TranslationState, str]]] = {}
    wanted = select(
        col(Translation.object_type),
        col(Translation.object_id),
        col(Translation.field),
        col(Translation.state),
        col(Translation.source_hash),
    )
    rows = session.execute(wanted.where(col(Translation.lang) == lang, col(Translation.text) != ""))
    for table, number, field, state, source_hash in rows:
        if table in names:
            found.setdefault((names[table], number), {})[field] = (state, source_hash)
    return found


def _counted(source: Source, stored: Stored) -> Mapping[TranslationState, int]:
    counts = Counter(_state(stored.get(path), now) for path, now in source.hashes.items())
    return {state: counts[state] for state in TranslationState}


def _state(stored: tuple[TranslationState, str] | None, source_hash: str) -> TranslationState:
    if stored is None:
        return TranslationState.UNTRANSLATED
    state, translated = stored
    return TranslationState.NEEDS_EDITING if state in FITS and translated != source_hash else state
