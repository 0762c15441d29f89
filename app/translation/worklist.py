"""The work list of one language: what was asked for in the address, the records found, and true counts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from app.core.i18n import current_language, direction_of, language_name
from app.core.paging import Paging, page_number
from app.translation.models import TranslationState
from app.translation.registry import kinds
from app.translation.words import STATE_WORDS
from app.translation.works import Work, with_state, works


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: its name, the list with it, and how many records that holds."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A record of the list."""

    work: Work
    kind: str
    url: str
    lang: str
    dir: str
    language: str
    states: Sequence[tuple[TranslationState, str, int]]


@dataclass(frozen=True, slots=True)
class WorkList:
    target: str
    language: str
    languages: Sequence[Choice]
    states: Sequence[Choice]
    kinds: Sequence[Choice]
    rows: Sequence[Row]
    paging: Paging
    state: TranslationState | None
    kind: str

    @classmethod
    def from_request(cls, session: Session, languages: Sequence[str]) -> WorkList:
        target = _among(request.args.get("to"), languages) or _among(current_language(), languages) or languages[0]
        state = next((each for each in TranslationState if each == request.args.get("state")), None)
        kind = _among(request.args.get("kind"), list(kinds()))
        all_works = works(session, target)
        found = with_state(all_works, state, kind)
        last = Paging(1, len(found)).pages
        paging = Paging(min(page_number(request.args.get("page")), last), len(found))
        return cls(
            target=target,
            language=language_name(target),
            languages=[Choice(language_name(each), _url(each, None, ""), 0, each == target) for each in languages],
            states=_states(all_works, target, state, kind),
            kinds=_kinds(all_works, target, state, kind),
            rows=[_row(work, target) for work in found[paging.offset : paging.offset + paging.size]],
            paging=paging,
            state=state,
            kind=kind,
        )

    def page_url(self, number: int) -> str:
        return _url(self.target, self.state, self.kind, page=number)


def _states(found: Sequence[Work], target: str, chosen: TranslationState | None, kind: str) -> list[Choice]:
    offered: list[tuple[TranslationState | None, Any]] = [(None, ""), *STATE_WORDS.items()]
    return [
        Choice(str(words), _url(target, state, kind), len(with_state(found, state, kind)), state == chosen)
        for state, words in offered
    ]


def _kinds(found: Sequence[Work], target: str, state: TranslationState | None, chosen: str) -> list[Choice]:
    offered = [("", ""), *((kind.name, kind.label) for kind in kinds().values())]
    return [
        Choice(str(label), _url(target, state, name), len(with_state(found, state, name)), name == chosen)
        for name, label in offered
    ]


def _row(work: Work, target: str) -> Row:
    source = work.source
    return Row(
        work=work,
        kind=str(kinds()[source.kind].label),
        url=url_for("translation.desk", target=target, kind=source.kind, number=source.number),
        lang=source.language,
        dir=direction_of(source.language),
        language=language_name(source.language),
        states=[(state, str(STATE_WORDS[state]), count) for state, count in work.counts.items() if count],
    )


def _among(value: str | None, known: Sequence[str]) -> str:
    return value if value is not None and value in known else ""


def _url(target: str, state: TranslationState | None, kind: str, *, page: int = 1) -> str:
    asked: dict[str, Any] = {"state": state.value if state else "", "kind": kind, "page": page if page > 1 else ""}
    return url_for("translation.index", to=target, **{name: value for name, value in asked.items() if value})
