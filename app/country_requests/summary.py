"""A draft in words, section by section: for the check-answers page and the printable view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from flask_babel import LazyString
from flask_babel import gettext as _

from app.core.fields import Day, OneOf, OneOfMany, SomeOf, WholeNumber
from app.core.i18n import style_of
from app.country_requests.facts import gap_of
from app.country_requests.form_fit import Targets
from app.country_requests.form_followup import Files
from app.country_requests.form_money import Amounts, Instruments
from app.country_requests.journey import TASKS, Journey, Page, Readership, Task


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


def summary(journey: Journey, files: list[str]) -> list[Section]:
    """Every question with its answer, in the order of the form; `files` are the names of the added files."""
    return [Section(task.title, _parts(journey, task, files)) for task in TASKS]


def _parts(journey: Journey, task: Task, files: list[str]) -> list[tuple[Readership, list[Answer]]]:
    shown = {kind: [page for page in task.pages if page.readership is kind] for kind in Readership}
    return [(kind, list(_answers(journey, pages, files))) for kind, pages in shown.items() if pages]


def page_answers(journey: Journey, page: Page) -> list[Answer]:
    """The answers of one page."""
    return list(_answers(journey, [page], []))


def gap_in_words(journey: Journey) -> str:
    """What is still to be found; empty while the total is not known."""
    return "".join(_gap(journey))


def _answers(journey: Journey, pages: list[Page], files: list[str]) -> Iterator[Answer]:
    for page in pages:
        form = journey.forms[page.name]
        if isinstance(form, Targets) and not form.goals:
            continue
        if isinstance(form, Files):
            yield Answer(_("Files"), files, page.name)
        if isinstance(form, Instruments):
            yield Answer(_("Still to be found"), _gap(journey), Amounts.name)
        for field in form:
            yield Answer(str(field.label.text), _lines(journey, page.name, field), page.name, field.id)


def _lines(journey: Journey, page: str, field: Any) -> list[str]:
    """The answer to one question in words; what was typed wrong is shown as it was typed."""
    if not journey.is_answered(page):
        return []
    if isinstance(field, OneOf | OneOfMany | SomeOf):
        return _chosen(field)
    if field.data is None or isinstance(field.data, str):
        return _as_typed(field)
    language = journey.writing.language
    if isinstance(field, Day):
        return [format_date(field.data, "long", locale=style_of(language))]
    if isinstance(field, WholeNumber):
        return [format_decimal(field.data, locale=style_of(language))]
    return [money(field.data, journey.amounts.currency.data, language)]


def _as_typed(field: Any) -> list[str]:
    words = " ".join(text for values in field.typed().values() for text in values if text)
    return [line for line in words.splitlines() if line.strip()]


def _chosen(field: Any) -> list[str]:
    names = {choice.value: str(choice.label) for choice in field.choices or []}
    codes = field.data if isinstance(field.data, list) else [field.data]
    return [names[code] for code in codes if code and code in names]


def _gap(journey: Journey) -> list[str]:
    amounts = journey.amounts
    gap = gap_of(amounts.total.data, *amounts.given)
    return [] if gap is None or gap < 0 else [money(gap, amounts.currency.data, journey.writing.language)]


def money(amount: Decimal, currency: str | None, language: str) -> str:
    """An amount with its currency, as people of `language` write it; cents only where there are any."""
    whole = amount == amount.to_integral_value()
    if not currency:
        return str(format_decimal(amount, locale=style_of(language)))
    pattern = "¤¤ #,##0" if whole else "¤¤ #,##0.00"
    return str(format_currency(amount, currency, pattern, locale=language, currency_digits=False))
