"""What the side-by-side page shows: each text beside its source, and what is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.db import db
from app.core.differences import Piece, differences
from app.core.i18n import direction_of, in_language, language_name
from app.core.permissions import actor, may
from app.core.records import PublishedRecord
from app.translation.checks import faults_in
from app.translation.desk import ChangedMeanwhile, Meanwhile, NothingToDo, NotReady, NotSavedYet
from app.translation.forms import MARK, TEXT, DeskForm
from app.translation.glossary import terms_in
from app.translation.machine import drafter
from app.translation.models import TranslationState
from app.translation.registry import TranslatableKind, offered_one
from app.translation.selection import FieldState, field_states
from app.translation.words import (
    MEANWHILE_WORDS,
    NOT_SAVED,
    NOTHING_CHOSEN,
    NOTHING_TO_SEND,
    STATE_WORDS,
    fault_in_words,
)


@dataclass(frozen=True, slots=True)
class Side:
    """The language of one side of the page; `label` says which side it is."""

    label: str
    lang: str

    @property
    def dir(self) -> str:
        return direction_of(self.lang)


@dataclass(frozen=True, slots=True)
class Line:
    """One text of the page."""

    state: FieldState
    field: Any  # the form's text box
    words: str  # the state, in words
    changes: Sequence[Piece]  # in the source, since it was translated
    warnings: Sequence[Markup]
    stored: str  # what stands in the database, where it is not what the box was filled with
    may_review: bool
    is_own: bool  # waits for somebody else

    @property
    def path(self) -> str:
        return self.state.field.path


def desk_page(
    kind: TranslatableKind, record: PublishedRecord, target: str, states: Sequence[FieldState], form: DeskForm
) -> str:
    lines = [_line(record, target, state, form) for state in states]
    source = record.source_language
    with in_language(target):
        record_url = kind.url(record)
    return render_template(
        "translation/desk.html",
        form=form,
        lines=lines,
        kind=kind,
        number=record.key,
        source=Side(_("%(label)s: %(value)s", label=_("Source"), value=language_name(source)), source),
        target=Side(_("%(label)s: %(value)s", label=_("Translation"), value=language_name(target)), target),
        record_url=record_url,
        terms=terms_in([state.source for state in states], source, target),
        may_review=any(line.may_review for line in lines),
        drafter=drafter() if any(line.state.state == TranslationState.UNTRANSLATED for line in lines) else None,
    )


def _line(record: PublishedRecord, target: str, state: FieldState, form: DeskForm) -> Line:
    path, row = state.field.path, state.row
    field = form[TEXT + path]
    typed = field.data or ""
    faults = faults_in(state.source, typed, source_language=record.source_language, lang=target)
    waits = state.state == TranslationState.WAITING and row is not None
    reviewing = waits and may(actor(), "translation.review", row)
    return Line(
        state=state,
        field=field,
        words=str(STATE_WORDS[state.state]),
        changes=differences(row.source_text, state.source) if row and row.source_text and state.is_stale else (),
        warnings=[] if field.errors else [fault_in_words(fault) for fault in faults],
        stored=state.text if path in form.changed_meanwhile and state.text != typed else "",
        may_review=reviewing,
        is_own=waits and not reviewing,
    )


def show_refusal(form: DeskForm, refusal: Exception, *, kind: TranslatableKind, number: int, target: str) -> None:
    """Put what is in the way beside each text; what was typed stays, and sending again goes through."""
    if isinstance(refusal, ChangedMeanwhile):
        _show_meanwhile(form, refusal, kind, number, target)
    elif isinstance(refusal, NotReady):
        for path, faults in refusal.faults.items():
            form[TEXT + path].errors = [fault_in_words(fault) for fault in faults]
    elif isinstance(refusal, NotSavedYet):
        for path in refusal.fields:
            form[TEXT + path].errors = [str(NOT_SAVED)]
    elif isinstance(refusal, NothingToDo):
        form.form_errors.append(str(NOTHING_CHOSEN if form.reviews else NOTHING_TO_SEND))


def _show_meanwhile(
    form: DeskForm, refusal: ChangedMeanwhile, kind: TranslatableKind, number: int, target: str
) -> None:
    record = offered_one(db.session, kind, number)
    if record is None:
        return
    now = {state.field.path: state for state in field_states(db.session, kind, record, target)}
    for path, what in refusal.fields.items():
        form[TEXT + path].errors = [str(MEANWHILE_WORDS[what])]
        form[MARK + path].data = now[path].mark
        if what == Meanwhile.TEXT:
            form.changed_meanwhile.add(path)
