"""Taking texts from a file: first a dry run that finds every fault and writes nothing, then all of it or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.forms import CODE_POINTS_A_CHARACTER, graphemes
from app.core.permissions import Actor
from app.core.records import PublishedRecord
from app.core.slugs import LARGEST_ID
from app.translation.acts import put
from app.translation.checks import Fault, faults_in
from app.translation.desk import Desk, Typed
from app.translation.models import TranslationState
from app.translation.pofiles import Entry, context_of
from app.translation.registry import TranslatableKind, kinds, offered
from app.translation.selection import FITS, FieldState, rows_of, states_of


class Verdict(StrEnum):
    """What becomes of an entry."""

    WRITE = "write"
    # Passed over: nothing is wrong, and nothing is to be done.
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    SAME = "same"
    # Faults: with one of these in the file nothing is written.
    UNKNOWN = "unknown"
    CHANGED = "changed"
    TWICE = "twice"
    TOO_LONG = "too_long"
    CHECKS = "checks"


NUMBER = re.compile(r"[0-9]{1,10}")
Place = tuple[TranslatableKind, PublishedRecord, FieldState]
PASSED = frozenset({Verdict.EMPTY, Verdict.UNFINISHED, Verdict.SAME})


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry of the file, the text of the site that it is about, and what becomes of it."""

    entry: Entry
    verdict: Verdict
    place: Place | None = None
    faults: Sequence[Fault] = ()

    @property
    def replaces_approved(self) -> bool:
        return self.place is not None and self.place[2].state == TranslationState.APPROVED


@dataclass(frozen=True, slots=True)
class DryRun:
    to_write: Sequence[Finding]
    passed: Sequence[Finding]
    faults: Sequence[Finding]

    @property
    def may_be_written(self) -> bool:
        return bool(self.to_write) and not self.faults


class Faulty(Exception):
    """By now the file has a fault; nothing was written."""


def dry_run(session: Session, entries: Sequence[Entry], lang: str) -> DryRun:
    """What writing `entries` as translations into `lang` would do, as the records stand now."""
    known = _known(session, entries, lang)
    times = Counter(entry.context for entry in entries)
    findings = [_finding(entry, known, lang, twice=times[entry.context] > 1) for entry in entries]
    return DryRun(
        to_write=[each for each in findings if each.verdict == Verdict.WRITE],
        passed=[each for each in findings if each.verdict in PASSED],
        faults=[each for each in findings if each.verdict not in PASSED | {Verdict.WRITE}],
    )


def write(
    session: Session, entries: Sequence[Entry], lang: str, *, by: Actor, now: datetime, request_id: str = ""
) -> int:
    """Store every text as waiting for review; `Faulty`, and nothing stored, if by now one entry has a fault."""
    _lock(session, entries)
    run = dry_run(session, entries, lang)
    if not run.may_be_written:
        raise Faulty
    for texts in _by_record(run.to_write):
        kind, record, _state = texts[0][0]
        desk = Desk(kind, record, lang, by, now, request_id)
        pairs = [(state, Typed(state.field.path, text, state.mark)) for (_kind, _record, state), text in texts]
        put(session, desk, pairs, TranslationState.WAITING, "import")
    return len(run.to_write)


def _finding(entry: Entry, known: Mapping[str, Place], lang: str, *, twice: bool) -> Finding:
    place = known.get(entry.context)
    if place is None:
        return Finding(entry, Verdict.UNKNOWN)
    _kind, record, state = place
    faults = faults_in(state.source, entry.text, source_language=record.source_language, lang=lang)
    verdict = _verdict(entry, state, twice=twice, has_faults=bool(faults))
    return Finding(entry, verdict, place, faults if verdict == Verdict.CHECKS else ())


def _verdict(entry: Entry, state: FieldState, *, twice: bool, has_faults: bool) -> Verdict:
    """The first of these that holds."""
    most = state.field.most
    holds = {
        Verdict.TWICE: twice,
        Verdict.EMPTY: not entry.text,
        Verdict.CHANGED: entry.source != state.source,
        Verdict.UNFINISHED: entry.unfinished,
        Verdict.SAME: entry.text == state.text and state.state in FITS,
        Verdict.TOO_LONG: len(entry.text) > most * CODE_POINTS_A_CHARACTER or graphemes(entry.text) > most,
        Verdict.CHECKS: has_faults,
    }
    return next((verdict for verdict, so in holds.items() if so), Verdict.WRITE)


def _known(session: Session, entries: Iterable[Entry], lang: str) -> dict[str, Place]:
    """The texts of the site that the entries name, as far as there are such and everybody may read them."""
    found: dict[str, Place] = {}
    for kind, numbers in _numbers(entries):
        records = [row for row in offered(session, kind, numbers) if row.source_language != lang]
        rows = rows_of(session, kind, [row.key for row in records], lang)
        for record in records:
            for state in states_of(kind, record, rows.get(record.key, {})):
                found[context_of(kind.name, record.key, state.field.path)] = (kind, record, state)
    return found


def _numbers(entries: Iterable[Entry]) -> Iterator[tuple[TranslatableKind, set[int]]]:
    """The numbers of records that the entries name, for each kind in its order."""
    named = [entry.context.split(":", 2) for entry in entries]
    for kind in kinds().values():
        mine = (parts[1] for parts in named if len(parts) == 3 and parts[0] == kind.name)
        yield kind, {int(text) for text in mine if NUMBER.fullmatch(text) and int(text) <= LARGEST_ID}


def _lock(session: Session, entries: Sequence[Entry]) -> None:
    """Hold the records until the transaction ends, always in the same order, so that two imports cannot block."""
    for kind, numbers in _numbers(entries):
        mine = select(kind.model).where(col(kind.model.id).in_(numbers)).order_by(col(kind.model.id))
        session.scalars(mine.with_for_update().execution_options(populate_existing=True)).all()


def _by_record(findings: Sequence[Finding]) -> list[list[tuple[Place, str]]]:
    """The texts to write, those of one record together."""
    groups: dict[tuple[str, int], list[tuple[Place, str]]] = {}
    for each in findings:
        if each.place:
            kind, record, _state = each.place
            groups.setdefault((kind.name, record.key), []).append((each.place, each.entry.text))
    return list(groups.values())
