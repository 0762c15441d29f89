"""The mark on what was entered on behalf of somebody: for everybody the institution, for its own people more."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, render_template
from markupsafe import Markup

from app.core.db import db
from app.core.panels import register_panel
from app.core.permissions import Actor, may
from app.on_behalf.registry import EnteredKind, keep_kind, kinds
from app.on_behalf.service import entry_of


def register_entered(app: Flask, kind: EnteredKind) -> None:
    """Let moderators' entries of this kind be marked on its page, and where its own people read how far it is."""
    keep_kind(app, kind)
    for place in (kind.name, f"{kind.name}-sent"):
        register_panel(app, place, partial(record_panel, kind))


def record_panel(kind: EnteredKind, row: Any, who: Actor) -> Markup:
    return _mark(kind, row.key, who)


def item_panel(item: Any, who: Actor) -> Markup:
    """Beside the moderators' decision."""
    kind = kinds().get(item.kind)
    return _mark(kind, item.object_id, who) if kind else Markup("")


def _mark(kind: EnteredKind, number: int, who: Actor) -> Markup:
    entry = entry_of(db.session, kind.name, number)
    record = kind.read(db.session, number) if entry else None
    if record is None:
        return Markup("")
    shows_more = may(who, kind.private, record.row)
    outdated = bool(entry and entry.answered_at and record.changed_at and record.changed_at > entry.answered_at)
    page = render_template("on_behalf/_mark.html", entry=entry, record=record, shows_more=shows_more, outdated=outdated)
    return Markup(page)  # noqa: S704 - made by a template
