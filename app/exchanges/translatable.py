"""The words of a documented exchange that translators put into other languages."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from app.exchanges.models import Exchange
from app.exchanges.search import KIND
from app.exchanges.selection import published
from app.exchanges.views import exchange_url
from app.translation.registry import TranslatableField, TranslatableKind

LINE = 300  # characters


def fields(_row: Exchange) -> Iterable[TranslatableField]:
    yield TranslatableField("title", _("Title"), LINE)
    yield TranslatableField("summary", _("What was done together"))
    yield TranslatableField("what_changed", _("What changed"))
    yield TranslatableField("outcome", _("What came of it"))
    yield TranslatableField("financing", _("Financing"), LINE)


TRANSLATABLE = TranslatableKind(
    name=KIND,
    model=Exchange,
    label=_("Exchanges"),
    permission="exchange.see",
    fields=fields,
    published=published,
    url=exchange_url,
)
