"""Fields for forms: text that is tidied, choices from vocabularies, amounts and days as people write them.

Each keeps what was typed, so that a page with a mistake shows it again. `typed()` gives it back by name,
in the form in which a draft keeps it. `kind` tells the template how to draw the field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from wtforms import Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, TextInput

from app.core.forms import graphemes, tidy
from app.core.numbers import Ambiguous, NotANumber, read_amount

Typed = dict[str, list[str]]


class Text(StringField):
    """One line of text."""

    kind = "text"

    def __init__(
        self,
        label: Any,
        validators: Any = None,
        *,
        input_type: str = "text",
        width: str = "",
        autocomplete: str = "",
        direction: str = "auto",
        **options: Any,
    ) -> None:
        super().__init__(label, validators, filters=[tidy, _one_line], **options)
        self.input_type, self.width, self.autocomplete, self.direction = input_type, width, autocomplete, direction

    def typed(self) -> Typed:
        return {self.name: [self.data or ""]}


class LongText(TextAreaField):
    """Paragraphs."""

    kind = "long_text"

    def __init__(self, label: Any, validators: Any = None, *, rows: int = 5, **options: Any) -> None:
        super().__init__(label, validators, filters=[tidy], **options)
        self.rows = rows

    def typed(self) -> Typed:
        return {self.name: [self.data or ""]}


def offered(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Choices from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]


class OneOf(RadioField):
    """One choice among a few; none is an answer too, unless the field is needed."""

    kind = "radios"

    def __init__(
        self,
        label: Any,
        validators: Any = None,
        *,
        unknown: Any,
        hints: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, validate_choice=False, **options)
        self.unknown = unknown  # the message for a value that is not on the list
        self.hints = hints or {}

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = str(tidy(valuelist[0])) if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in _values(self):
            raise ValidationError(str(self.unknown))

    def typed(self) -> Typed:
        return {self.name: [self.data] if self.data else []}


class OneOfMany(SelectField):
    """One choice from a long list."""

    kind = "select"

    def __init__(self, label: Any, validators: Any = None, *, unknown: Any, **options: Any) -> None:
        super().__init__(label, validators, validate_choice=False, **options)
        self.unknown = unknown

    process_formdata = OneOf.process_formdata
    pre_validate = OneOf.pre_validate
    typed = OneOf.typed


class SomeOf(SelectMultipleField):
    """Any number of choices up to `most`. `groups`: (heading, [(code, label)]) where the list is long."""

    kind = "checkboxes"
    option_widget = CheckboxInput()

    def __init__(
        self,
        label: Any,
        validators: Any = None,
        *,
        unknown: Any,
        most: int | None = None,
        too_many: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, validate_choice=False, **options)
        self.unknown, self.most, self.too_many = unknown, most, too_many
        self.groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = []
        self.hints: Mapping[str, str] = {}
        self.suggested: Mapping[str, str] = {}  # code → why; these stand first
        self.fold = 0  # show so many at once, the others on demand; 0: all

    @property
    def folded_is_chosen(self) -> bool:
        """Whether a choice among those that are shown on demand is made: then they are shown."""
        folded: list[Any] = list(self.choices or [])[self.fold :]
        return any(choice.value in (self.data or []) for choice in folded)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(dict.fromkeys(str(tidy(value)) for value in valuelist))

    def pre_validate(self, form: Any) -> None:
        known = _values(self)
        if not known.issuperset(self.data or []):
            raise ValidationError(str(self.unknown))
        if self.most is not None and len(self.data or []) > self.most:
            raise ValidationError(str(self.too_many))

    def typed(self) -> Typed:
        return {self.name: list(self.data or [])}


class Amount(Field):
    """Money: a number with at most two decimals, whatever marks stand between the thousands."""

    kind = "amount"
    widget = TextInput()

    def __init__(
        self, label: Any, validators: Any = None, *, wrong: Any, ambiguous: Any, largest: Decimal, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.wrong, self.ambiguous, self.largest = wrong, ambiguous, largest
        self.text = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data, self.text = None, str(tidy(valuelist[0])) if valuelist else ""
        if not self.text:
            return
        try:
            amount = read_amount(self.text)
        except Ambiguous:
            raise ValueError(str(self.ambiguous)) from None
        except NotANumber:
            raise ValueError(str(self.wrong)) from None
        if amount > self.largest:
            raise ValueError(str(self.wrong))
        self.data = amount

    def _value(self) -> str:
        return self.text or ("" if self.data is None else f"{self.data:f}")

    def typed(self) -> Typed:
        return {self.name: [self.text]}


class WholeNumber(Amount):
    """A count between `smallest` and `largest`."""

    kind = "number"

    def __init__(self, label: Any, validators: Any = None, *, smallest: int, wrong: Any, **options: Any) -> None:
        super().__init__(label, validators, wrong=wrong, ambiguous=wrong, **options)
        self.smallest = smallest

    def _value(self) -> str:
        return self.text or ("" if self.data is None else str(self.data))

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            return
        amount, self.data = self.data, None
        if amount != amount.to_integral_value() or amount < self.smallest:
            raise ValueError(str(self.wrong))
        self.data = int(amount)


class Day(Field):
    """A date in three boxes: day, month, year. Sent as `name-day`, `name-month`, `name-year`."""

    kind = "day"
    PARTS = ("day", "month", "year")

    def __init__(self, label: Any, validators: Any = None, *, incomplete: Any, wrong: Any, **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.incomplete, self.wrong = incomplete, wrong
        self.parts = dict.fromkeys(self.PARTS, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        self.data: date | None = data if isinstance(data, date) else None
        if formdata is None:
            if self.data is not None:
                self.parts = {part: str(getattr(self.data, part)) for part in self.PARTS}
            return
        self.data = None
        self.parts = {part: str(tidy(formdata.get(f"{self.name}-{part}", ""))) for part in self.PARTS}
        self.raw_data = list(self.parts.values())
        try:
            self.data = self._read()
        except ValueError as error:
            self.process_errors.append(str(error))

    def _read(self) -> date | None:
        if not any(self.parts.values()):
            return None
        if not all(self.parts.values()):
            raise ValueError(str(self.incomplete))
        if not all(text.isdecimal() and len(text) <= 4 for text in self.parts.values()) or len(self.parts["year"]) != 4:
            raise ValueError(str(self.wrong))
        day, month, year = (int(self.parts[part]) for part in self.PARTS)
        try:
            return date(year, month, day)
        except ValueError:
            raise ValueError(str(self.wrong)) from None

    def typed(self) -> Typed:
        return {f"{self.name}-{part}": [text] for part, text in self.parts.items()}


class Lines(Field):
    """One line of text for each of some things; `labels` says which: key → name. Sent as `name-key`."""

    kind = "lines"

    def __init__(
        self, label: Any, validators: Any = None, *, most: int, missing: Any, too_long: Any, **options: Any
    ) -> None:
        super().__init__(label, validators, **options)
        self.most, self.missing, self.too_long = most, missing, too_long
        self.labels: Mapping[str, str] = {}
        self.texts: dict[str, str] = {}
        self.wrong: dict[str, str] = {}  # key → what to do about its line

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors = []
        start = f"{self.name}-"
        sent = formdata.items() if formdata is not None else ()
        self.texts = {name[len(start) :]: str(_one_line(tidy(text))) for name, text in sent if name.startswith(start)}

    @property
    def data(self) -> dict[str, str]:
        return {key: self.texts.get(key, "") for key in self.labels}

    def pre_validate(self, form: Any) -> None:
        lines = self.data
        self.wrong = {key: str(self.missing) for key, text in lines.items() if not text}
        self.wrong |= {key: str(self.too_long) for key, text in lines.items() if graphemes(text) > self.most}
        if self.wrong:
            raise ValidationError(next(iter(self.wrong.values())))

    def in_words(self) -> list[str]:
        return [
            str(gettext("%(label)s: %(value)s", label=self.labels[key], value=text))
            for key, text in self.data.items()
            if text
        ]

    def typed(self) -> Typed:
        return {f"{self.name}-{key}": [text] for key, text in self.texts.items()}


def _values(field: Any) -> set[str]:
    return {choice.value for choice in field.choices or []}


def _one_line(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text
