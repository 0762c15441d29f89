"""What clearances are about. Features above register, for each kind of object, its name and who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.countries.models import Clearance

EXTENSION = "crux_clearance_subjects"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a focal point reads of an object: its title, whose it is, and its page.

    `line` and `institution` are for pages, as `in_line` writes them; mails give the plain title. Without a
    `line`, pages too give the title, marked with its `language` if that is known.
    """

    title: str
    language: str = ""
    line: str = ""
    institution: str = ""
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    example: bool = False


Told = Callable[[Session, int, Clearance], None]  # (session, object_id, decided clearance)
Named = Callable[[Session, int], Subject | None]


def register_cleared(app: Flask, object_type: str, told: Told, *, named: Named | None = None) -> None:
    """`told` is called with each decision about an object of this type, in its transaction; `named` says what it is."""
    app.extensions.setdefault(EXTENSION, {})[object_type] = (told, named)


def tell(session: Session, clearance: Clearance) -> None:
    told, _named = _registered(clearance.object_type)
    if told is not None:
        told(session, clearance.object_id, clearance)


def subject_of(session: Session, clearance: Clearance) -> Subject:
    _told, named = _registered(clearance.object_type)
    found = named(session, clearance.object_id) if named is not None else None
    return found or Subject(title=f"#{clearance.object_id}")


def _registered(object_type: str) -> tuple[Told | None, Named | None]:
    found: tuple[Told | None, Named | None] = current_app.extensions.get(EXTENSION, {}).get(object_type, (None, None))
    return found
