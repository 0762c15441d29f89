"""The words of an organisation that translators put into other languages."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from app.organisations.models import Organisation
from app.organisations.search import KIND
from app.organisations.selection import published
from app.organisations.views import organisation_url
from app.translation.registry import TranslatableField, TranslatableKind

NAME = 300  # characters


def fields(_row: Organisation) -> Iterable[TranslatableField]:
    yield TranslatableField("name", _("Name"), NAME)
    yield TranslatableField("summary", _("What it does"))


TRANSLATABLE = TranslatableKind(
    name=KIND,
    model=Organisation,
    label=_("Organisations"),
    permission="organisation.see",
    fields=fields,
    published=published,
    url=organisation_url,
)
