"""Translators on other pages: the way to their work list from the account, and to their page from each record."""

from __future__ import annotations

from functools import partial

from flask import Flask, current_app, render_template
from markupsafe import Markup

from app.core.db import db
from app.core.i18n import language_name
from app.core.panels import register_panel
from app.core.permissions import Actor
from app.core.records import PublishedRecord
from app.translation.permissions import languages_of
from app.translation.registry import TranslatableKind, keep_kind, offered_one


def register_translatable(app: Flask, kind: TranslatableKind) -> None:
    """Offer the records of `kind` to translators, and show them the way from each record's own page."""
    keep_kind(app, kind)
    register_panel(app, kind.name, partial(record_panel, kind))


def account_panel(_person: object, who: Actor) -> Markup:
    """On the account page of a translator: the way to the work list."""
    if not languages_of(who, current_app.config["LANGUAGES"]):
        return Markup("")
    return Markup(render_template("translation/_account.html"))  # noqa: S704 - made by a template


def record_panel(kind: TranslatableKind, record: PublishedRecord, who: Actor) -> Markup:
    """On the page of a record, for translators alone: the languages they put it into."""
    others = [lang for lang in current_app.config["LANGUAGES"] if lang != record.source_language]
    languages = [(lang, language_name(lang)) for lang in languages_of(who, others)]
    if not languages or not kind.fields_of(record) or offered_one(db.session, kind, record.key) is None:
        return Markup("")
    page = render_template("translation/_record.html", kind=kind.name, number=record.key, languages=languages)
    return Markup(page)  # noqa: S704 - made by a template
