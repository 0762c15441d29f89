"""Every rule of every page of the long forms, read off the form classes: what breaks it, and what the page then says.

A field or validator of a kind that is not known here ends the collection, so that no rule is without a case.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.fields import Amount, Day, Lines, OneOf, OneOfMany, SomeOf, WholeNumber
from app.core.form_page import FormPage
from app.core.forms import AtMost, Needed
from app.country_requests.form_page import Writing
from app.country_requests.journey import PAGES as REQUEST_PAGES
from app.solutions.form_page import Offering
from app.solutions.journey import PAGES as SOLUTION_PAGES
from tests.country_requests.walking import ANSWERS as REQUEST_ANSWERS
from tests.moderation.typed import ANSWERS as SOLUTION_ANSWERS
from tests.moderation.typed import LATER

Answers = Mapping[str, Any]
FORMS = {"request": (REQUEST_PAGES, REQUEST_ANSWERS), "solution": (SOLUTION_PAGES, SOLUTION_ANSWERS | LATER)}
LONG_PAST = {"day": "1", "month": "1", "year": "2001"}
# The rules that a page has of its own, in its `validate_…` methods: page and field → what breaks it, what is said.
OWN: dict[tuple[str, str], tuple[Answers, str]] = {
    ("deadline", "deadline"): (
        {f"deadline-{part}": text for part, text in LONG_PAST.items()},
        "Enter a deadline that is not in the past",
    ),
    ("timing", "start"): (
        {f"start-{part}": text for part, text in LONG_PAST.items()},
        "Enter a start that is not in the past",
    ),
    ("contact", "contact"): ({"contact": "amina"}, "Enter an e-mail address like name@example.org"),
    ("amounts", "currency"): ({"currency": "", "total": "100"}, "Choose a currency"),
    ("amounts", "total"): (
        {"currency": "USD", "total": "100", "own_cash": "101"},
        "Enter a total cost that is at least as much as the contributions together",
    ),
    ("reach", "cost_currency"): ({"cost_amount": "100", "cost_currency": ""}, "Choose a currency"),
    ("stage", "year_to"): (
        {"year_from": "2019", "year_to": "2018"},
        "Enter a last year that is not before the first",
    ),
    ("targets", "targets"): (
        {"targets": ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6"]},
        "Choose at most 5 targets; a goal without a target counts as one",
    ),
}


@dataclass(frozen=True, slots=True)
class Rule:
    form: str
    page: str
    field: str
    name: str
    typed: Answers
    says: str

    def __str__(self) -> str:
        return f"{self.form} {self.page}: {self.field} {self.name}"


def rules() -> Iterator[Rule]:
    for form, (pages, _answers) in FORMS.items():
        for page in pages.values():
            drawn = page.form(None, _writing(form))
            for field in drawn.questions():
                for name, typed, says in _of_field(field):
                    yield Rule(form, page.name, field.name, name, typed, str(says))
            for field_name in _own_of(page.form):
                typed, says = OWN[page.name, field_name]
                yield Rule(form, page.name, field_name, "by a rule of its own", typed, says)


def _writing(form: str) -> Any:
    goals = {"goals": {"goals": ["3"]}, "targets": {"targets": ["3.8"]}}
    today = date(2026, 11, 23)
    if form == "request":
        return Writing(today, "en", answers=goals, countries=frozenset({"XA"}))
    return Offering(today, "en", answers=goals, countries=(("XB", "A country"),))


def _own_of(form: type[FormPage]) -> list[str]:
    """The fields with a rule of their own; each such method has one rule, so that one case covers it."""
    methods = {name: method for name, method in vars(form).items() if name.startswith("validate_")}
    for name, method in methods.items():
        assert inspect.getsource(method).count("raise ") == 1, f"{form.__name__}.{name} has more than one rule"
    return [name.removeprefix("validate_") for name in methods]


def _of_field(field: Any) -> Iterator[tuple[str, Answers, Any]]:
    name = field.name
    for validator in field.validators:
        if isinstance(validator, Needed):
            yield "is needed", {name: [] if isinstance(field, OneOf | SomeOf) else ""}, validator.message
        elif isinstance(validator, AtMost):
            says = f"Shorten this by 1 character: {validator.most} are allowed"
            yield "is too long", {name: "x" * (validator.most + 1)}, validator.message or says
        else:
            raise AssertionError(f"What breaks {validator} of {name}?")
    yield from _of_kind(field, name)


def _of_kind(field: Any, name: str) -> Iterator[tuple[str, Answers, Any]]:
    if isinstance(field, Lines):
        key = next(iter(field.labels))
        yield "lacks a line", {f"{name}-{key}": ""}, field.missing
        yield "has a line too long", {f"{name}-{key}": "x" * (field.most + 1)}, field.too_long
    elif isinstance(field, Day):
        yield "is incomplete", {f"{name}-day": "3", f"{name}-month": "", f"{name}-year": ""}, field.incomplete
        yield "is no day", {f"{name}-day": "31", f"{name}-month": "2", f"{name}-year": "2199"}, field.wrong
    elif isinstance(field, WholeNumber):
        yield "is no number", {name: "many"}, field.wrong
        yield "is too small", {name: str(field.smallest - 1)}, field.wrong
        yield "is too large", {name: f"{field.largest + 1:f}"}, field.wrong
    elif isinstance(field, Amount):
        yield "is no amount", {name: "lots"}, field.wrong
        yield "is read in two ways", {name: "0,125"}, field.ambiguous
        yield "is too large", {name: f"{field.largest + 1:f}"}, field.wrong
    elif isinstance(field, OneOf | OneOfMany):
        yield "is not on the list", {name: "nothing-of-the-kind"}, field.unknown
    elif isinstance(field, SomeOf):
        yield "is not on the list", {name: ["nothing-of-the-kind"]}, field.unknown
        if field.most is not None:
            choices: list[Any] = list(field.choices or [])
            yield "are too many", {name: [each.value for each in choices[: field.most + 1]]}, field.too_many
    elif field.kind not in {"text", "long_text"}:
        raise AssertionError(f"What breaks a {field.kind}, {name}?")


def right_answers(form: str) -> Mapping[str, Answers]:
    return FORMS[form][1]
