"""The kinds of record whose owners are asked once a year; features above register theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

EXTENSION = "crux_reviewed_kinds"


@dataclass(frozen=True, slots=True)
class ReviewedKind:
    """A kind of record: its rows, what it is called, where it stands, and which organisations own one."""

    name: str
    model: Any  # with last_confirmed_on, review_due_on, freshness, status
    title: str  # the field of its name
    published: str
    withdrawn: str
    url: Callable[[Any], str]
    owners: Callable[[Session, int], Collection[int]]  # a record's number → those of its owners
    owned: Callable[[Session, Collection[int]], Collection[int]]  # organisations' numbers → records'


def register_reviewed(app: Flask, kind: ReviewedKind) -> None:
    app.extensions.setdefault(EXTENSION, {})[kind.name] = kind


def reviewed_kinds() -> Mapping[str, ReviewedKind]:
    found: Mapping[str, ReviewedKind] = current_app.extensions.get(EXTENSION, {})
    return found
