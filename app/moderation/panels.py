"""Moderators on other pages: the way to the queue from the account, and to a proposal from a published record."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, render_template
from markupsafe import Markup

from app.core.db import db
from app.core.panels import register_panel
from app.core.permissions import Actor, may
from app.moderation.registry import Moderated, keep_kind
from app.moderation.selection import how_many_wait


def register_kind(app: Flask, kind: Moderated) -> None:
    """Let moderators decide on things of this kind, and propose to hide its published records."""
    keep_kind(app, kind)
    if kind.hide is not None:
        register_panel(app, kind.name, partial(record_panel, kind))


def account_panel(_person: object, who: Actor) -> Markup:
    """On the account page of a moderator: how much waits."""
    if not may(who, "moderation.see"):
        return Markup("")
    page = render_template("moderation/_account.html", number=how_many_wait(db.session))
    return Markup(page)  # noqa: S704 - made by a template


def record_panel(kind: Moderated, record: Any, who: Actor) -> Markup:
    """On the page of a published record, for moderators alone."""
    if not may(who, "moderation.propose"):
        return Markup("")
    page = render_template("moderation/_record.html", kind=kind.name, number=record.key)
    return Markup(page)  # noqa: S704 - made by a template
