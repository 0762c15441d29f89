"""Drafts by a program, where the operator of a site configures one. None is built in, and nothing here calls anybody.

A draft fills empty texts only, is marked as a machine's on every page of the translators, and is never shown
to the public before a person has approved it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Protocol, cast

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.config import SettingsError
from app.core.forms import tidy
from app.translation.desk import Desk
from app.translation.models import TranslationState
from app.translation.selection import FieldState
from app.translation.service import store_translation

log = structlog.get_logger()
EXTENSION = "crux_machine_drafts"


class Drafter(Protocol):
    """What a site plugs in: its name for people, and one text at a time. It may raise whatever it likes."""

    name: str

    def draft(self, text: str, *, source: str, target: str) -> str:
        """`text`, in language `source`, put into `target`."""


def init_app(app: Flask) -> None:
    """Take the drafter that `CRUX_MACHINE_DRAFTS` names, as `package.module:name`; most sites have none."""
    found = drafter_named(app.config.get("MACHINE_DRAFTS", ""))
    if found is not None:
        use_drafter(app, found)


def drafter_named(path: str) -> Drafter | None:
    if not path:
        return None
    module, _, name = path.partition(":")
    try:
        return cast(Drafter, getattr(import_module(module), name))
    except Exception as fault:  # whatever a module of others says when it is read
        first_line = str(fault).partition("\n")[0]
        raise SettingsError(f"CRUX_MACHINE_DRAFTS is “{path}”, which cannot be loaded: {first_line}") from None


def use_drafter(app: Flask, found: Drafter) -> None:
    app.extensions[EXTENSION] = found


def drafter() -> Drafter | None:
    found: Drafter | None = current_app.extensions.get(EXTENSION)
    return found


def drafts_for(program: Drafter, states: Sequence[FieldState], source: str, target: str) -> dict[str, str]:
    """Field → draft for the empty texts, outside of any write: the program may take its time, or fail."""
    drafts: dict[str, str] = {}
    for state in states:
        if state.state != TranslationState.UNTRANSLATED:
            continue
        try:
            drafts[state.field.path] = str(tidy(program.draft(state.source, source=source, target=target)))
        except Exception as fault:
            log.warning("no machine draft", drafter=program.name, fault=type(fault).__name__)
    return drafts


def keep_drafts(session: Session, desk: Desk, drafts: Mapping[str, str]) -> int:
    """Store `drafts` (field → text) where nobody has written anything yet; returns how many were."""
    states = desk.states(session)
    kept = {
        path: text
        for path, text in drafts.items()
        if text and path in states and states[path].state == TranslationState.UNTRANSLATED
    }
    for path, text in kept.items():
        state = TranslationState.NEEDS_EDITING
        store_translation(session, desk.record, path, desk.lang, text, state=state, now=desk.now, machine=True)
    if kept:
        desk.note(session, "machine_draft", kept)
    return len(kept)
