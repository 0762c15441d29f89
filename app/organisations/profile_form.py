"""The form of an organisation's own page: what its editors may say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import IntegerField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from app.core.fields import Day, LongText, OneOfMany, SomeOf, Text, WholeNumber, offered
from app.core.forms import AtMost, CruxForm, Needed, in_column
from app.core.words import isolated
from app.organisations.forms import place_choices, type_choices
from app.organisations.models import Organisation
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name

IDENTITY = ("country", "organisation_type")  # filled in once; a moderator changes them
LISTS = ("presence", "languages", "sectors", "modalities")
WORDS = ("name", "acronym", "registration", "summary", "size_band", "excellence_by", "excellence_source")
OFFICES = (1, 2)
MOST_MEMBERS = 200
PAGE_OF_ONE = re.compile(r"/organisations/(\d{1,9})\b")
OFFICE_FIELDS = tuple(f"office_{number}{part}" for number in (1, 2) for part in ("", "_role", "_languages"))
# In the language that the row is written in.
TEXTS = ("name", "acronym", "also_known_as", "summary", "members", "excellence_by", *OFFICE_FIELDS)
SIZES = ("1-10", "11-50", "51-250", "251-1000", "1001+")
MOST_NAMES = 10


class ProfileForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    name = Text(_("Name"), [Needed(_("Enter a name")), in_column(200)])
    acronym = Text(_("Short name"), [in_column(40)])
    also_known_as = LongText(_("Also known as"), [AtMost(1000)], rows=3)
    country = OneOfMany(_("Country"), unknown=_("Choose a country of the list"))
    organisation_type = OneOfMany(_("Type of organisation"), unknown=_("Choose a type"))
    registration = Text(_("Registration"), [in_column(100)])
    summary = LongText(_("What it does"), [AtMost(2000)], rows=6)
    founded = WholeNumber(_("Founded"), smallest=1000, largest=2100, wrong=_("Enter the year as a number such as 1998"))
    size_band = OneOfMany(_("People who work there"), unknown=_("Choose an answer from the list"))
    languages = SomeOf(_("Working languages"), unknown=_("Choose languages from the list"))
    sectors = SomeOf(_("Sectors"), unknown=_("Choose sectors from the list"))
    modalities = SomeOf(_("Ways of working"), unknown=_("Choose ways of working from the list"))
    presence = SomeOf(_("Works in"), unknown=_("Choose countries from the list"))
    members = LongText(_("Members of the network"), [AtMost(4000)], rows=4)
    office_1 = Text(_("Office"), [AtMost(120)])
    office_1_role = Text(_("What it is asked about"), [AtMost(120)])
    office_1_languages = Text(_("Working languages"), [AtMost(120)])
    office_2 = Text(_("Office"), [AtMost(120)])
    office_2_role = Text(_("What it is asked about"), [AtMost(120)])
    office_2_languages = Text(_("Working languages"), [AtMost(120)])
    excellence_by = Text(_("Who named it a centre of excellence"), [in_column(200)])
    excellence_until = Day(
        _("Valid until"),
        incomplete=_("Enter the day, the month and the year"),
        wrong=_("Enter a real date, such as 31 12 2027"),
    )
    excellence_source = Text(_("Where that is published"), [in_column(300)])

    def __init__(self, *, language: str, examples: bool, identity: bool, **kwargs: Any) -> None:
        row: Organisation | None = kwargs.get("obj")
        if row is not None:
            kwargs["obj"] = _Shown(row)
            kwargs["data"] = _offices_shown(row.focal_points)
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
        words = {name: self[name].data or None for name in (*WORDS, *IDENTITY) if name in self and name != "name"}
        lists = {name: list(self[name].data or []) for name in LISTS}
        return {
            **words,
            **lists,
            "name": self.name.data,
            "also_known_as": self.lines(self.also_known_as)[:MOST_NAMES],
            "founded": self.founded.data,
            "members": [read_member(line) for line in self.lines(self.members)][:MOST_MEMBERS],
            "focal_points": self._offices(),
            "excellence_until": self.excellence_until.data if self.excellence_by.data else None,
        }

    def validate_excellence_source(self, field: Text) -> None:
        """Nobody is a centre of excellence by its own word."""
        if self.excellence_by.data and not field.data:
            raise ValidationError(gettext("Say where it is published that the institution was named"))

    @staticmethod
    def lines(field: LongText) -> list[str]:
        return [line.strip()[:200] for line in (field.data or "").splitlines() if line.strip()]

    def _offices(self) -> list[dict[str, Any]]:
        offices = (
            (self[f"office_{n}"].data, self[f"office_{n}_role"].data, self[f"office_{n}_languages"].data)
            for n in OFFICES
        )
        return [{"name": name, "role": part or "", "languages": spoken or ""} for name, part, spoken in offices if name]

    def show_what_was_saved(self, saved: Organisation, words: Mapping[str, str]) -> None:
        """Beside each answer that differs, what somebody else saved meanwhile; sending again keeps the answer."""
        self.version.data, self.version.raw_data = saved.version, None
        self.form_errors.append(
            gettext("Somebody else saved this page in the meantime. Look at both, then save yours.")
        )
        for column, value in self.facts().items():
            if value != getattr(saved, column):
                name = {"focal_points": "office_1"}.get(column, column)
                shown = words.get(column) or gettext("not given")
                language = saved.source_language if name in TEXTS else ""
                told = Markup(gettext("Saved in the meantime: “%(choice)s”"))  # noqa: S704 - the catalogue's words
                self[name].errors = [told % {"choice": isolated(shown, language)}]


def read_member(line: str) -> dict[str, Any]:
    """A member by the address of its page here, or by its name."""
    found = PAGE_OF_ONE.search(line)
    return {"organisation_id": int(found.group(1))} if found else {"name": line}


def member_as_typed(member: Mapping[str, Any]) -> str:
    number = member.get("organisation_id")
    return f"/organisations/{number}" if number else str(member.get("name", ""))


def _offices_shown(offices: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    parts = {"": "name", "_role": "role", "_languages": "languages"}
    return {
        f"office_{number}{part}": str(office.get(key, ""))
        for number, office in zip(OFFICES, offices, strict=False)
        for part, key in parts.items()
    }


class _Shown:
    """The row for WTForms: nothing is an empty answer."""

    def __init__(self, row: Organisation) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        if name == "also_known_as":
            return "\n".join(self._row.also_known_as)
        if name == "members":
            return "\n".join(map(member_as_typed, self._row.members))
        value = getattr(self._row, name)
        return "" if value is None and name in (*WORDS, *IDENTITY) else value
