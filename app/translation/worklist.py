"""The work list of one language: what was asked for in the address, the records found, and true counts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from app.core.forms import tidy
from app.core.i18n import current_language, direction_of, language_name
from app.core.paging import Paging, page_number
from app.translation.models import TranslationState
from app.translation.registry import kinds
from app.translation.words import STATE_WORDS
from app.translation.works import Work, works

MOST_WORDS = 100  # characters of a search


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
class Asked:
    """What the address asks for; the default of each filter lets everything through."""

    target: str
    state: TranslationState | None = None
    kind: str = ""
    words: str = ""  # of the title

    @classmethod
    def from_request(cls, languages: Sequence[str]) -> Asked:
        target = _among(request.args.get("to"), languages) or _among(current_language(), languages) or languages[0]
        state = next((each for each in TranslationState if each == request.args.get("state")), None)
        words = str(tidy(request.args.get("q", "")))[:MOST_WORDS]
        return cls(target, state, _among(request.args.get("kind"), list(kinds())), words)

    def holds(self, work: Work) -> bool:
        return (
            (not self.kind or work.source.kind == self.kind)
            and (self.state is None or work.counts[self.state] > 0)
            and self.words.casefold() in work.source.title.casefold()
        )

    def url(self, page: int = 1) -> str:
        state = self.state.value if self.state else ""
        asked: dict[str, Any] = {"state": state, "kind": self.kind, "q": self.words, "page": page if page > 1 else ""}
        return url_for("translation.index", to=self.target, **{name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class WorkList:
    asked: Asked
    language: str
    languages: Sequence[Choice]
    states: Sequence[Choice]
    kinds: Sequence[Choice]
    rows: Sequence[Row]
    paging: Paging

    @classmethod
    def from_request(cls, session: Session, languages: Sequence[str]) -> WorkList:
        asked = Asked.from_request(languages)
        every = works(session, asked.target)
        found = [work for work in every if asked.holds(work)]
        last = Paging(1, len(found)).pages
        paging = Paging(min(page_number(request.args.get("page")), last), len(found))
        return cls(
            asked=asked,
            language=language_name(asked.target),
            languages=[Choice(language_name(each), Asked(each).url(), 0, each == asked.target) for each in languages],
            states=[
                _choice(every, asked, str(words), state=state) for state, words in [(None, ""), *STATE_WORDS.items()]
            ],
            kinds=[_choice(every, asked, label, kind=name) for name, label in _kinds()],
            rows=[_row(work, asked.target) for work in found[paging.offset : paging.offset + paging.size]],
            paging=paging,
        )

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a search for other words keeps."""
        pairs = [("to", self.asked.target), ("state", self.asked.state or ""), ("kind", self.asked.kind)]
        return [(name, str(value)) for name, value in pairs if value]


def _choice(every: Sequence[Work], asked: Asked, label: str, **change: Any) -> Choice:
    """A value of one filter beside what the others ask for, with the count that it would give."""
    other = replace(asked, **change)
    return Choice(label, other.url(), sum(map(other.holds, every)), other == asked)


def _kinds() -> list[tuple[str, str]]:
    return [("", ""), *((kind.name, str(kind.label)) for kind in kinds().values())]


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
