"""The sections of a digest: features register what they have to tell, as they do with panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.digest.selection import Candidate, Window

EXTENSION = "crux_digest_sections"
Section = Callable[[Session, Subscriber, Window], Sequence[Candidate]]


def register_section(app: Flask, name: str, section: Section) -> None:
    app.extensions.setdefault(EXTENSION, {})[name] = section


def candidates_for(session: Session, subscriber: Subscriber, window: Window) -> list[Candidate]:
    """What every section offers this subscriber."""
    sections: dict[str, Section] = current_app.extensions.get(EXTENSION, {})
    return [
        replace(candidate, section=name)
        for name, section in sections.items()
        for candidate in section(session, subscriber, window)
    ]
