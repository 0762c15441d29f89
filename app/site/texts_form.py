"""The texts of a record as a form: one box for each, as long as its column can hold."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.fields import LongText
from app.core.forms import AtMost, CruxForm, Needed
from app.core.records import PublishedRecord
from app.site.texts import texts_of
from app.translation.registry import TranslatableField, TranslatableKind

BOX = "text-"
SHORT = 300  # characters: up to here one line is enough


class TextsForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def texts(self) -> dict[str, str]:
        return {each.name[len(BOX) :]: each.data or "" for each in self if each.name.startswith(BOX)}


def texts_form(kind: TranslatableKind, record: PublishedRecord) -> TextsForm:
    boxes = {
        BOX + field.path: _box(kind, field, record.source_language, first=not number)
        for number, field in enumerate(kind.fields(record))
    }
    form: TextsForm = type("TextsFormOfRecord", (TextsForm,), boxes)()
    if not form.is_submitted():
        form.version.data = record.version
        for path, text in texts_of(kind, record).items():
            form[BOX + path].data = text
    return form


def _box(kind: TranslatableKind, field: TranslatableField, language: str, *, first: bool) -> LongText:
    most = _most(kind, field)
    needed: list[Any] = [Needed(_("Enter a text"))] if first else []
    rows = 2 if most <= SHORT else 5
    return LongText(field.label, [*needed, AtMost(most)], rows=rows, render_kw={"lang": language})


def _most(kind: TranslatableKind, field: TranslatableField) -> int:
    column = kind.model.__table__.columns.get(field.path)  # type: ignore[attr-defined]
    return min(field.most, getattr(getattr(column, "type", None), "length", None) or field.most)
