"""Reading a record in the reader's language, and keeping what translators wrote tied to its source.

The source text stands on the row; a translation is shown only while it is approved and was made from the
words that stand there now. Everything is read through `text_in`, so that nobody forgets the fallback.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import func, select
from sqlalchemy.orm import Session, object_session
from sqlmodel import col

from app.core.i18n import current_language, direction_of, language_name
from app.core.records import PublishedRecord
from app.translation.models import Translation, TranslationState

SHELF = "translations_at_hand"  # in session.info: (object type, id) → language → field → (text, hash of its source)
WORD = re.compile(r"[^\W\d_]+")
LONGEST_ABBREVIATION = 6
Shelf = dict[tuple[str, int], dict[str, dict[str, tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class LocalText:
    """Words with the language they are really in; `label` names it where it is not the reader's."""

    text: str
    lang: str
    dir: str
    label: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


def text_in(record: PublishedRecord, field: str, locale: str | None = None) -> LocalText:
    """The words of `field` in `locale` (the page's by default), else in the language they were written in.

    `field` may reach inside a list of objects: `building_blocks.0.name`.
    """
    wanted = locale or current_language()
    source = source_text(record, field)
    if wanted != record.source_language:
        translated, made_from = _translations(record).get(wanted, {}).get(field, ("", ""))
        if translated and made_from == hash_of(source):
            return LocalText(translated, wanted, direction_of(wanted))
    return own_words(record, source, wanted)


def own_words(record: PublishedRecord, text: str, locale: str | None = None) -> LocalText:
    """Words of `record` that stand in the language it was written in."""
    return words_from(text, record.source_language, locale)


def words_from(text: str, own: str, locale: str | None = None) -> LocalText:
    """Words that stand in the language `own`, which is named where it is not the reader's."""
    wanted = locale or current_language()
    label = _("In %(language)s", language=language_name(own)) if own != wanted and has_words(text) else ""
    return LocalText(text, own, direction_of(own), label)


def in_line(words: LocalText, known: str = "") -> Markup:
    """`words` inside a line or a cell, marked with their language.

    The language is named where it is not the page's, unless it is `known`: that of a title, say, which named it.
    """
    if not words.text:
        return Markup("")
    marked = Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(words.lang, words.dir, words.text)
    label = words.label if words.lang != known else ""
    return marked + Markup(' <span class="language-label">{}</span>').format(label) if label else marked


def prefetch(session: Session, records: Iterable[PublishedRecord]) -> None:
    """Bring the translations of many records of a kind at once, so that a list asks one question, not one for each
    row, and none where every row was written in the language of the page."""
    language = current_language()
    foreign = [record for record in records if record.source_language != language]
    if foreign:
        _bring(session, type_of(foreign[0]), [record.key for record in foreign])


def _bring(session: Session, object_type: str, ids: Collection[int]) -> None:
    shelf: Shelf = session.info.setdefault(SHELF, {})
    missing = [key for key in ids if (object_type, key) not in shelf]
    if not missing:
        return
    shelf.update({(object_type, key): {} for key in missing})
    rows = select(Translation).where(
        col(Translation.object_type) == object_type,
        col(Translation.object_id).in_(missing),
        col(Translation.state) == TranslationState.APPROVED,
    )
    for row in session.scalars(rows):
        by_language = shelf[object_type, row.object_id].setdefault(row.lang, {})
        by_language[row.field] = (row.text, row.source_hash)


def translations_of(
    session: Session, object_type: str, field: str, sources: Mapping[int, str], lang: str
) -> dict[int, str]:
    """Of one field of many records, the approved translations into `lang` that were made from `sources`."""
    rows = select(Translation).where(
        col(Translation.object_type) == object_type,
        col(Translation.object_id).in_(sources),
        col(Translation.field) == field,
        col(Translation.lang) == lang,
        col(Translation.state) == TranslationState.APPROVED,
    )
    found = ((row.object_id, row) for row in session.scalars(rows))
    return {key: row.text for key, row in found if row.text and row.source_hash == hash_of(sources[key])}


def put_away(session: Session) -> None:
    """Forget what `prefetch` brought: for whoever reads very many records one after the other."""
    session.info.pop(SHELF, None)


def changed_in(session: Session, object_type: str, ids: Collection[int]) -> dict[int, dict[str, datetime]]:
    """When the approved translations of these records were last written or approved, by language."""
    columns = col(Translation.object_id), col(Translation.lang)
    newest = select(*columns, func.max(col(Translation.changed_at))).where(
        col(Translation.object_type) == object_type,
        col(Translation.object_id).in_(ids),
        col(Translation.state) == TranslationState.APPROVED,
    )
    found: dict[int, dict[str, datetime]] = {}
    for number, lang, when in session.execute(newest.group_by(*columns)):
        found.setdefault(number, {})[lang] = when
    return found


def has_words(text: str) -> bool:
    """Whether `text` is of a language: "%", "USD" and "CC BY 4.0" are of none."""
    return any(not is_abbreviation(word) for word in WORD.findall(text))


def is_abbreviation(word: str) -> bool:
    return word.isupper() and len(word) <= LONGEST_ABBREVIATION


def source_text(record: PublishedRecord, field: str) -> str:
    """What stands on the row, in its own language; empty when nothing does."""
    value: Any = record
    for part in field.split("."):
        value = _inside(value, part)
    return str(value or "")


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def store_translation(
    session: Session,
    record: PublishedRecord,
    field: str,
    lang: str,
    text: str,
    *,
    state: TranslationState,
    now: datetime,
    by: int | None = None,
    machine: bool = False,
) -> Translation:
    """Keep `text` as the translation of what `field` says now; `by` is the person whose words they are."""
    names: dict[str, Any] = {"object_type": type_of(record), "object_id": record.key, "field": field, "lang": lang}
    row = session.get(Translation, tuple(names.values()))
    if row is None:
        row = Translation(**names, text="", state=state, source_hash="", changed_at=now, version=0)
    row.text, row.state, row.changed_at, row.note = text, state, now, ""
    row.written_by, row.machine_draft = by, machine
    row.source_text = source_text(record, field)
    row.source_hash = hash_of(row.source_text)
    touched(session, row)
    return row


def touched(session: Session, row: Translation) -> None:
    """Whoever has read `row` before this sees another version."""
    row.version += 1
    session.add(row)
    put_away(session)


def reopen_changed(session: Session, record: PublishedRecord, *, now: datetime) -> Sequence[Translation]:
    """After an edit: translations whose source has changed need editing. Returns those that were reopened."""
    rows = select(Translation).where(
        col(Translation.object_type) == type_of(record),
        col(Translation.object_id) == record.key,
        col(Translation.state).in_((TranslationState.APPROVED, TranslationState.WAITING)),
    )
    stale = [row for row in session.scalars(rows) if row.source_hash != hash_of(source_text(record, row.field))]
    for row in stale:
        row.state, row.changed_at = TranslationState.NEEDS_EDITING, now
        touched(session, row)
    return stale


def _translations(record: PublishedRecord) -> dict[str, dict[str, tuple[str, str]]]:
    session = object_session(record)
    if session is None or record.id is None:
        return {}
    _bring(session, type_of(record), [record.key])
    shelf: Shelf = session.info[SHELF]
    return shelf[type_of(record), record.key]


def type_of(record: PublishedRecord) -> str:
    return str(type(record).__tablename__)


def _inside(value: Any, part: str) -> Any:
    if isinstance(value, list):
        return value[int(part)] if part.isdigit() and int(part) < len(value) else None
    if isinstance(value, dict):
        return value.get(part)
    return getattr(value, part, None)
