"""A draft's answers in words: for check-answers pages and printable views."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import LazyString, gettext

from app.core.field_rows import Rows
from app.core.field_years import Year
from app.core.fields import Day, Lines, OneOf, OneOfMany, SomeOf, WholeNumber
from app.core.i18n import style_of
from app.core.journey import Readership


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer; no lines mean "not provided". `page` is where it can be changed."""

    question: str
    lines: list[str]
    page: str
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one task, those that the same people will see together."""

    title: LazyString
    parts: list[tuple[Readership, list[Answer]]]


def answer_lines(field: Any, language: str) -> list[str]:
    """The answer to one question in words; what was typed wrong is shown as it was typed."""
    if isinstance(field, OneOf | OneOfMany | SomeOf):
        return _chosen(field)
    if isinstance(field, Lines):
        return field.in_words()
    if isinstance(field, Rows):
        return list(_of_rows(field, language))
    if field.data is None or isinstance(field.data, str):
        return _as_typed(field)
    if isinstance(field, Day):
        return [format_date(field.data, "long", locale=style_of(language))]
    if isinstance(field, WholeNumber) and not isinstance(field, Year):
        return [format_decimal(field.data, locale=style_of(language))]
    return [str(field.data)]


def _of_rows(rows: Rows, language: str) -> Iterator[str]:
    for question in rows.questions:
        words = " ".join(answer_lines(question, language))
        if words:
            yield str(gettext("%(label)s: %(value)s", label=question.label.text, value=words))


def _as_typed(field: Any) -> list[str]:
    words = " ".join(text for values in field.typed().values() for text in values if text)
    return [line for line in words.splitlines() if line.strip()]


def _chosen(field: Any) -> list[str]:
    names = {choice.value: str(choice.label) for choice in field.choices or []}
    codes = field.data if isinstance(field.data, list) else [field.data]
    return [names[code] for code in codes if code and code in names]
