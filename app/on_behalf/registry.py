"""Kinds of record that can be entered on behalf of somebody: features above say how one of theirs is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.i18n import direction_of

EXTENSION = "crux_entered"


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it was entered; without a language where its words are of none."""

    label: str
    text: str
    lang: str = ""

    @property
    def dir(self) -> str:
        return direction_of(self.lang) if self.lang else "auto"


@dataclass(frozen=True, slots=True)
class EnteredRecord:
    title: str
    language: str
    institution: Markup  # as it stands in a line, marked with its language
    example: bool
    lines: Sequence[Line]
    row: Any  # the subject of the rule that says who sees more than the mark
    stands: bool  # as it was entered, and not over: its sender may still read and answer it
    changed_at: datetime | None  # when its text was last changed after it was entered


@dataclass(frozen=True, slots=True)
class EnteredKind:
    name: str
    private: str  # the rule
    read: Callable[[Session, int], EnteredRecord | None]


def keep_kind(app: Flask, kind: EnteredKind) -> None:
    app.extensions.setdefault(EXTENSION, {})[kind.name] = kind


def kinds() -> Mapping[str, EnteredKind]:
    known: Mapping[str, EnteredKind] = current_app.extensions.get(EXTENSION, {})
    return known
