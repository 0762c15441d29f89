"""The sections of a digest: features register what they have to tell, as they do with panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.digest.selection import Candidate, Place, Window

EXTENSION = "crux_digest_sections"
Section = Callable[[Session, Subscriber, Window], Sequence[Candidate]]
# (readers, window, stopping): in short writes of its own, before the mails of these readers are written
Preparation = Callable[[Sequence[Subscriber], Window, Callable[[], bool]], None]
LABELS = "crux_digest_topics"
PREPARATIONS = "crux_digest_preparations"
PLACES = "crux_digest_places"


def register_section(
    app: Flask,
    name: str,
    section: Section,
    *,
    label: Any,
    place: Place = Place.NEW,
    prepare: Preparation | None = None,
) -> None:
    """`label`: what it tells of, as readers choose it; `prepare`: what is worked out for many readers at once."""
    app.extensions.setdefault(EXTENSION, {})[name] = section
    app.extensions.setdefault(LABELS, {})[name] = label
    app.extensions.setdefault(PLACES, {})[name] = place
    if prepare is not None:
        app.extensions.setdefault(PREPARATIONS, {})[name] = prepare


def topics() -> dict[str, str]:
    """What a digest may tell of: section → its label in the language in force."""
    return {name: str(label) for name, label in current_app.extensions.get(LABELS, {}).items()}


def candidates_for(session: Session, subscriber: Subscriber, window: Window) -> list[Candidate]:
    """What every section offers this subscriber, but those left out at the reader's wish."""
    sections: dict[str, Section] = current_app.extensions.get(EXTENSION, {})
    places: dict[str, Place] = current_app.extensions.get(PLACES, {})
    return [
        replace(candidate, section=name, place=places.get(name, Place.NEW))
        for name, section in sections.items()
        if name not in subscriber.unwanted
        for candidate in section(session, subscriber, window)
    ]


def prepare(subscribers: Sequence[Subscriber], window: Window, stopping: Callable[[], bool]) -> None:
    """Let the sections that this site shows do for these readers together what is the same for many."""
    preparations: dict[str, Preparation] = current_app.extensions.get(PREPARATIONS, {})
    for name in current_app.extensions.get(EXTENSION, {}):
        wanted = [subscriber for subscriber in subscribers if name not in subscriber.unwanted]
        if name in preparations and wanted:
            preparations[name](wanted, window, stopping)
