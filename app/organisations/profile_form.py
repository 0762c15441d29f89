"""The form of an organisation's own page: what its editors may say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.fields import LongText, OneOfMany, SomeOf, Text, WholeNumber, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.core.words import isolated
from app.organisations.forms import place_choices, type_choices
from app.organisations.models import Organisation
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

IDENTITY = ("country", "organisation_type")  # filled in once; a moderator changes them
LISTS = ("presence", "languages", "sectors", "modalities")
WORDS = ("name", "acronym", "registration", "summary", "size_band")
TEXTS = ("name", "acronym", "also_known_as", "summary")  # in the language that the row is written in
SIZES = ("1-10", "11-50", "51-250", "251-1000", "1001+")
MOST_NAMES = 10


class ProfileForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    name = Text(_("Name"), [Needed(_("Enter a name")), AtMost(200)])
    acronym = Text(_("Short name"), [AtMost(40)])
    also_known_as = LongText(_("Also known as"), [AtMost(1000)], rows=3)
    country = OneOfMany(_("Country"), unknown=_("Choose a country of the list"))
    organisation_type = OneOfMany(_("Type of organisation"), unknown=_("Choose a type"))
    registration = Text(_("Registration"), [AtMost(100)])
    summary = LongText(_("What it does"), [AtMost(2000)], rows=6)
    founded = WholeNumber(_("Founded"), smallest=1000, largest=2100, wrong=_("Enter the year as a number such as 1998"))
    size_band = OneOfMany(_("People who work there"), unknown=_("Choose an answer from the list"))
    languages = SomeOf(_("Working languages"), unknown=_("Choose languages from the list"))
    sectors = SomeOf(_("Sectors"), unknown=_("Choose sectors from the list"))
    modalities = SomeOf(_("Ways of working"), unknown=_("Choose ways of working from the list"))
    presence = SomeOf(_("Works in"), unknown=_("Choose countries from the list"))

    def __init__(self, *, language: str, examples: bool, identity: bool, **kwargs: Any) -> None:
        row: Organisation | None = kwargs.get("obj")
        if row is not None:
            kwargs["obj"] = _Shown(row)
        super().__init__(**kwargs)
        if row is not None:
            for name in TEXTS:
                self[name].render_kw = {"lang": row.source_language}
        known, places = vocabulary(), place_choices(language, examples)
        self.country.choices = offered([("", gettext("Choose a country")), *places])
        self.organisation_type.choices = offered([("", gettext("Choose a type")), *type_choices(language)])
        self.size_band.choices = offered([("", gettext("not given")), *((size, size) for size in SIZES)])
        self.languages.choices = offered((each.code, each.name(language)) for each in known.languages.values())
        sectors = by_name(known.sectors.values(), language)
        self.sectors.choices = offered((each.code, each.name(language)) for each in sectors)
        self.modalities.choices = offered((each.code, each.name(language)) for each in known.modalities.values())
        self.presence.choices = offered(places)
        if not identity:
            for name in IDENTITY:
                if row is not None and getattr(row, name):
                    del self[name]

    def facts(self) -> dict[str, Any]:
        """The answers as columns; names one to a line."""
        lines = [line.strip()[:200] for line in (self.also_known_as.data or "").splitlines() if line.strip()]
        words = {name: self[name].data or None for name in (*WORDS, *IDENTITY) if name in self and name != "name"}
        lists = {name: list(self[name].data or []) for name in LISTS}
        return {
            **words,
            **lists,
            "name": self.name.data,
            "also_known_as": lines[:MOST_NAMES],
            "founded": self.founded.data,
        }

    def show_what_was_saved(self, saved: Organisation, words: Mapping[str, str]) -> None:
        """Beside each answer that differs, what somebody else saved meanwhile; sending again keeps the answer."""
        self.version.data, self.version.raw_data = saved.version, None
        self.form_errors.append(
            gettext("Somebody else saved this page in the meantime. Look at both, then save yours.")
        )
        for name, value in self.facts().items():
            if value != getattr(saved, name):
                shown = words.get(name) or gettext("not given")
                language = saved.source_language if name in TEXTS else ""
                told = Markup(gettext("Saved in the meantime: “%(choice)s”"))  # noqa: S704 - the catalogue's words
                self[name].errors = [told % {"choice": isolated(shown, language)}]


class _Shown:
    """The row for WTForms: nothing is an empty answer."""

    def __init__(self, row: Organisation) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        if name == "also_known_as":
            return "\n".join(self._row.also_known_as)
        value = getattr(self._row, name)
        return "" if value is None and name in (*WORDS, *IDENTITY) else value
