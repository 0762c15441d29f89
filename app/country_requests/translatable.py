"""The words of a country request that translators put into other languages: what everybody may read, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from app.country_requests.models import CountryRequest
from app.country_requests.search import KIND, seeking
from app.country_requests.views import request_url
from app.translation.registry import TranslatableField, TranslatableKind

TITLE, LINE = 200, 300  # characters


def fields(_row: CountryRequest) -> Iterable[TranslatableField]:
    yield TranslatableField("title", _("Title"), TITLE)
    yield TranslatableField("problem", _("The problem"))
    yield TranslatableField("who_is_affected", _("Who is affected"))
    yield TranslatableField("where", _("Where"))
    yield TranslatableField("causes", _("Causes"))
    yield TranslatableField("efforts", _("What has been tried"))
    yield TranslatableField("plan_reference", _("National plan it serves"))
    yield TranslatableField("outcome", _("What should be different at the end"))
    yield TranslatableField("indicators", _("How it will be known"))
    yield TranslatableField("practical_requirements", _("What partners must bring"))
    yield TranslatableField("sustainability", _("How it goes on afterwards"))
    yield TranslatableField("monitoring", _("Who watches the progress"))
    yield TranslatableField("institution", _("Institution"), LINE)
    yield TranslatableField("ministry", _("Ministry in charge"), LINE)


TRANSLATABLE = TranslatableKind(
    name=KIND,
    model=CountryRequest,
    label=_("Requests"),
    permission="request.see",
    fields=fields,
    published=seeking,
    url=request_url,
)
