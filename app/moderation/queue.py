"""The queue as its page shows it: what the address asks for, and each thing that waits with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from app.accounts.holders import names_of_people
from app.core.clock import time_waited
from app.core.i18n import current_language, direction_of, language_name
from app.core.paging import Paging, page_number
from app.core.permissions import Actor, may
from app.moderation.models import ModerationItem
from app.moderation.registry import PublicRecord, kinds
from app.moderation.selection import waiting
from app.moderation.similar import published_like, waiting_like
from app.moderation.words import WHY_WORDS
from app.taxonomy.choices import language_choices
from app.taxonomy.choices import names_of as vocabulary_names


@dataclass(frozen=True, slots=True)
class Suspicions:
    """What speaks for a second look."""

    missing: Sequence[str]  # evidence, in words
    others: Sequence[PublicRecord]  # of nearly the same title, published or waiting


@dataclass(frozen=True, slots=True)
class Row:
    item: ModerationItem
    url: str
    kind: str
    why: str
    waited: str
    dir: str
    language: str
    holder: str  # who is at it; empty: nobody
    is_mine: bool  # held by the reader
    is_for_me: bool  # given to the reader
    may_decide: bool
    suspicions: Suspicions


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; the default of each filter lets everything through."""

    language: str = ""
    theme: str = ""
    kind: str = ""
    mine: bool = False

    @classmethod
    def from_request(cls) -> Asked:
        asked = request.args
        return cls(asked.get("to", ""), asked.get("goal", ""), asked.get("kind", ""), asked.get("mine") == "1")

    def holds(self, item: ModerationItem, who: Actor) -> bool:
        return (
            (not self.language or item.language == self.language)
            and (not self.theme or self.theme in item.themes)
            and (not self.kind or item.kind == self.kind)
            and (not self.mine or who.person_id in (item.assigned_to, item.claimed_by))
        )

    def url(self, page: int = 1) -> str:
        asked: dict[str, Any] = {"to": self.language, "goal": self.theme, "kind": self.kind}
        asked |= {"mine": "1" if self.mine else "", "page": page if page > 1 else ""}
        return url_for("moderation.index", **{name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class Queue:
    asked: Asked
    rows: Sequence[Row]
    paging: Paging
    languages: Sequence[tuple[str, str]]
    themes: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]

    @classmethod
    def from_request(cls, session: Session, who: Actor, *, now: Any) -> Queue:
        asked, everything = Asked.from_request(), waiting(session)
        found = [item for item in everything if asked.holds(item, who)]
        paging = Paging(min(page_number(request.args.get("page")), Paging(1, len(found)).pages), len(found))
        shown = found[paging.offset : paging.offset + paging.size]
        language, written = current_language(), {item.language for item in everything}
        return cls(
            asked=asked,
            rows=rows_of(session, shown, everything, who, now=now),
            paging=paging,
            languages=[pair for pair in language_choices(language) if pair[0] in written],
            themes=[pair for pair in vocabulary_names("goals", language) if _is_waited_for(pair[0], everything)],
            kinds=[(name, str(kind.label)) for name, kind in kinds().items()],
        )


def _is_waited_for(goal: str, items: Sequence[ModerationItem]) -> bool:
    return any(goal in item.themes for item in items)


def rows_of(
    session: Session, items: Sequence[ModerationItem], others: Sequence[ModerationItem], who: Actor, *, now: Any
) -> list[Row]:
    """Each of `items` with what is known of it: as many questions to the database for fifty as for one."""
    names = names_of_people(session, {item.claimed_by for item in items})
    suspicions = suspicions_of(session, items, others)
    return [_row(item, who, names.get(item.claimed_by, ""), suspicions[item.key], now=now) for item in items]


def _row(item: ModerationItem, who: Actor, holder: str, suspicions: Suspicions, *, now: Any) -> Row:
    held = item.claimed_until is not None and item.claimed_until > now
    mine = held and item.claimed_by == who.person_id
    return Row(
        item=item,
        url=url_of(item),
        kind=str(kinds()[item.kind].label),
        why=str(WHY_WORDS[item.why]),
        waited=time_waited(item.entered_at, item.closed_at),
        dir=direction_of(item.language),
        language=language_name(item.language),
        holder=holder if held and not mine else "",
        is_mine=mine,
        is_for_me=item.assigned_to == who.person_id,
        may_decide=may(who, "moderation.decide", item),
        suspicions=suspicions,
    )


def url_of(item: ModerationItem) -> str:
    """Where it is decided."""
    place = kinds()[item.kind].place
    return place(item.object_id) if place else url_for("moderation.show", number=item.key)


def suspicions_of(
    session: Session, items: Sequence[ModerationItem], others: Sequence[ModerationItem]
) -> dict[int, Suspicions]:
    """For each of `items`, by its key."""
    published = published_like(session, items)
    missing = {
        name: kind.missing(session, {item.object_id for item in items if item.kind == name})
        for name, kind in kinds().items()
    }
    return {
        item.key: Suspicions(
            missing[item.kind].get(item.object_id, ()), [*published[item.key], *waiting_like(item, others)]
        )
        for item in items
    }
