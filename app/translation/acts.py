"""What translators and reviewers do with the texts of one record: save, send for review, approve, ask for changes.

Each act is whole or not at all. Whoever acts on a text that was changed in the meantime, or whose source was,
is told so and loses nothing. Run them with the record locked (`offered_one(…, lock=True)`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from app.core.changes import mark_changed
from app.translation.checks import faults_in
from app.translation.desk import (
    ChangedMeanwhile,
    Desk,
    Meanwhile,
    NotAllowed,
    NothingToDo,
    NotReady,
    NotSavedYet,
    Typed,
)
from app.translation.models import Translation, TranslationState
from app.translation.permissions import may_review
from app.translation.selection import FieldState, mark_of
from app.translation.service import store_translation, touched

Pair = tuple[FieldState, Typed]


def save(session: Session, desk: Desk, typed: Sequence[Typed]) -> int:
    """Keep what was written, unfinished; the number of texts that changed."""
    pairs = [pair for pair in _pairs(session, desk, typed) if pair[1].is_changed]
    _refuse_outdated(pairs)
    put(session, desk, pairs, TranslationState.NEEDS_EDITING, "save")
    return len(pairs)


def send(session: Session, desk: Desk, typed: Sequence[Typed]) -> int:
    """Keep what was written and ask for review of all that is unfinished; the number of texts sent."""
    pairs = [(state, each) for state, each in _pairs(session, desk, typed) if each.is_changed or _is_unfinished(state)]
    if not pairs:
        raise NothingToDo
    _refuse_outdated(pairs)
    source = desk.record.source_language
    faults = {
        each.path: found
        for state, each in pairs
        if (found := faults_in(state.source, each.text, source_language=source, lang=desk.lang))
    }
    if faults:
        raise NotReady(faults)
    put(session, desk, pairs, TranslationState.WAITING, "send")
    return sum(bool(each.text) for _state, each in pairs)


def approve(session: Session, desk: Desk, typed: Sequence[Typed], chosen: Collection[str]) -> int:
    """Let everybody read the chosen texts; from here on the catalogue finds them."""
    rows = _reviewed(session, desk, typed, chosen)
    for row in rows:
        row.state, row.note, row.machine_draft, row.changed_at = TranslationState.APPROVED, "", False, desk.now
        touched(session, row)
    desk.note(session, "approve", {row.field: row.text for row in rows})
    mark_changed(session, desk.kind.name, desk.record.key)
    return len(rows)


def ask_for_changes(session: Session, desk: Desk, typed: Sequence[Typed], chosen: Collection[str], note: str) -> int:
    """Give the chosen texts back to their translator with a word on what is wrong."""
    rows = _reviewed(session, desk, typed, chosen)
    for row in rows:
        row.state, row.note, row.changed_at = TranslationState.NEEDS_EDITING, note, desk.now
        touched(session, row)
    desk.note(session, "ask_for_changes", {row.field: note for row in rows})
    return len(rows)


def _pairs(session: Session, desk: Desk, typed: Sequence[Typed]) -> list[Pair]:
    states = desk.states(session)
    return [(states[each.path], each) for each in typed if each.path in states]


def _is_unfinished(state: FieldState) -> bool:
    return state.state == TranslationState.NEEDS_EDITING


def _refuse_outdated(pairs: Sequence[Pair]) -> None:
    """Stop where a text is no longer the one that was seen; one that says the same by now is no quarrel."""
    fields = {}
    for state, each in pairs:
        version, _text, source = (*each.mark.split("-"), "", "", "")[:3]
        if source != mark_of(state.source):
            fields[each.path] = Meanwhile.SOURCE
        elif version != state.mark.partition("-")[0] and each.text != state.text:
            fields[each.path] = Meanwhile.TEXT
    if fields:
        raise ChangedMeanwhile(fields)


def put(session: Session, desk: Desk, pairs: Sequence[Pair], state: TranslationState, act: str) -> None:
    """Store what stands in `pairs`, in `state`; an empty text is untranslated again."""
    before = {each.path: old.text for old, each in pairs if old.text}
    if any(old.state == TranslationState.APPROVED for old, _each in pairs):
        mark_changed(session, desk.kind.name, desk.record.key)  # nobody finds or reads the old words any more
    for old, each in pairs:
        _keep(session, desk, old, each, state if each.text else TranslationState.UNTRANSLATED)
    if pairs:
        desk.note(session, act, {each.path: each.text for _old, each in pairs}, before)


def _keep(session: Session, desk: Desk, old: FieldState, each: Typed, state: TranslationState) -> None:
    """Words belong to whoever wrote them last; a program's to the person who sends them on."""
    was_stale = old.is_stale
    seen = (old.row.source_text, old.row.source_hash, old.row.note) if old.row else ("", "", "")
    same = old.row if old.row and not each.is_changed else None
    row = store_translation(
        session,
        desk.record,
        each.path,
        desk.lang,
        each.text,
        state=state,
        now=desk.now,
        by=(same.written_by if same else None) or desk.by.person_id,
        machine=bool(same and same.machine_draft),
    )
    if state == TranslationState.NEEDS_EDITING:  # unfinished work goes on showing what it is about
        row.note = seen[2]
        if was_stale:
            row.source_text, row.source_hash = seen[:2]


def _reviewed(session: Session, desk: Desk, typed: Sequence[Typed], chosen: Collection[str]) -> list[Translation]:
    """The rows behind the chosen fields, if they wait for review, are as they were seen, and are another's."""
    pairs = _pairs(session, desk, typed)
    unsaved = [each.path for _state, each in pairs if each.is_changed]
    if unsaved:
        raise NotSavedYet(unsaved)
    wanted = [(state, each) for state, each in pairs if each.path in chosen]
    if not wanted:
        raise NothingToDo
    gone = {each.path: Meanwhile.TEXT for state, each in wanted if state.mark != each.mark or not _waits(state)}
    if gone:
        raise ChangedMeanwhile(gone)
    rows = [state.row for state, _each in wanted if state.row]
    if not all(may_review(desk.by, row) for row in rows):
        raise NotAllowed
    return rows


def _waits(state: FieldState) -> bool:
    return state.state == TranslationState.WAITING
