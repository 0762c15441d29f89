"""A draft in words, section by section: for the check-answers page and the printable view."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, format_decimal
from flask_babel import gettext as _

from app.core.answers import Answer, Section, answer_lines
from app.core.i18n import style_of
from app.country_requests.facts import gap_of
from app.country_requests.form_followup import Files
from app.country_requests.form_money import Amounts, Instruments
from app.country_requests.journey import TASKS, Journey, Page, Readership, Task
from app.taxonomy.form_goals import Targets


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
    if not journey.is_answered(page):
        return []
    if isinstance(field.data, Decimal):
        return [money(field.data, journey.amounts.currency.data, journey.writing.language)]
    return answer_lines(field, journey.writing.language)


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
