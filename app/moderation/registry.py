"""What can be moderated: features register their kinds (see `panels`), and moderation knows nothing else of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.core.i18n import direction_of
from app.core.permissions import Actor
from app.core.short_mail import Reader
from app.moderation.models import Decision

EXTENSION = "crux_moderated"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the queue must know of a thing that waits. `authors` are people; nobody moderates what is their own."""

    title: str
    language: str = "en"
    themes: Sequence[str] = ()  # goals
    countries: Sequence[str] = ()
    organisations: Sequence[str] = ()
    authors: Sequence[int] = ()
    example: bool = False


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field as it was known (published, sent before, or nothing) and as it was sent; `path` names it in notes."""

    path: str
    label: str
    before: str
    after: str
    before_language: str = ""  # empty: words of no language, such as names from a list
    after_language: str = ""
    before_is_public: bool = True


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a moderator says."""

    decision: Decision
    reasons: Sequence[str] = ()
    words: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    by: Actor = field(default_factory=Actor)
    now: Any = None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A record by its title and its page: one that everybody can read, or another that waits."""

    title: str
    language: str
    url: str

    @property
    def dir(self) -> str:
        return direction_of(self.language)


def _nothing(*_asked: Any) -> None:
    return None


def _nobody(*_asked: Any) -> Sequence[Any]:
    return ()


def _not_here(*_asked: Any) -> Any:
    raise ValueError("This is decided on a page of its own.")


def _none_of_them(*_asked: Any) -> Mapping[int, Any]:
    return {}


def _take_up_nothing(_session: Session, _number: int, _taken: bool) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Moderated:
    """A kind of thing that moderators decide on; every callable takes the session and the thing's number first.

    What the queue shows of each comes for many at once (`missing`, `public_ones`: by their numbers).
    `decide` does what was decided, and returns what `undo` needs to take it back; `decisions` names the answers
    this kind knows. `hide` suspends or deletes something published, and returns what `undo` needs.
    """

    name: str
    label: Any  # lazy, in the language of the page
    facts: Callable[[Session, int], Facts | None]
    place: Callable[[int], str] | None = None  # the page where it is decided, if it has one of its own
    fields: Callable[[Session, int], Sequence[FieldText]] = _nobody
    decide: Callable[[Session, int, Ruling], dict[str, Any]] = _not_here
    undo: Callable[[Session, int, Ruling, dict[str, Any]], None] = _not_here
    decisions: Mapping[Decision, Any] = field(default_factory=dict)
    done_words: Mapping[Decision, Any] = field(default_factory=dict)  # where its decisions do not publish
    is_first: bool = False  # what readers ask for comes before what institutions send
    search_kind: str = ""  # in the index, to find others like it
    authors: Callable[[Session, int], Sequence[Reader]] = _nobody
    page: Callable[[Session, int], tuple[str, dict[str, Any]] | None] = _nothing  # for its author: endpoint, values
    record_url: Callable[[Session, int], str] = lambda _session, _number: ""  # for the moderator
    public_ones: Callable[[Session, Collection[int]], Mapping[int, PublicRecord]] = _none_of_them
    missing: Callable[[Session, Collection[int]], Mapping[int, Sequence[str]]] = _none_of_them  # evidence, in words
    take_up: Callable[[Session, int, bool], None] = _take_up_nothing
    hide: Callable[[Session, int, Ruling], dict[str, Any]] | None = None
    log_words: Any = None  # for the public log, where its decisions are not about publishing
    told: Callable[[Decision, str], tuple[str, str]] | None = None  # subject and first sentence of the author's mail

    def public(self, session: Session, number: int) -> PublicRecord | None:
        """The record as everybody can read it now; None if nobody can."""
        return self.public_ones(session, [number]).get(number)


def keep_kind(app: Flask, kind: Moderated) -> None:
    app.extensions.setdefault(EXTENSION, {})[kind.name] = kind


def kinds() -> Mapping[str, Moderated]:
    """Every kind by its name."""
    known: dict[str, Moderated] = current_app.extensions.get(EXTENSION, {})
    return known
