"""A group of questions that is asked as often as the writer needs: one row for each thing there is to tell.

Sent as `name-0-question`, `name-1-question` and so on. A row in which nothing was typed is no answer. Without scripts a
button adds a row or takes one away: it sends the page, which keeps what was typed and comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wtforms import FieldList, Form, FormField

from app.core.fields import Typed
from app.core.forms import Translations

LONGEST_INDEX = 3  # digits
ADD, REMOVE = "add", "remove"


class RowForm(Form):
    """The questions of one row."""

    class Meta:
        def get_translations(self, _form: Any) -> Translations:
            return Translations()


class Rows(FieldList):  # type: ignore[type-arg]
    """`one` names a row by its number, `remove` the button that takes it away, `add` the one for another."""

    kind = "rows"

    def __init__(
        self,
        label: Any,
        row: type[RowForm],
        *,
        most: int,
        one: Callable[[int], str],
        remove: Callable[[int], str],
        add: Any,
        **options: Any,
    ) -> None:
        super().__init__(FormField(row), label, min_entries=1, max_entries=most, **options)
        self.one, self.remove, self.add = one, remove, add

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """Of names that anybody may have sent, those that are rows."""
        for name in formdata:
            index = name.removeprefix(f"{prefix}-").partition("-")[0] if name.startswith(f"{prefix}-") else ""
            if index.isascii() and index.isdecimal() and len(index) <= LONGEST_INDEX:
                yield int(index)

    @property
    def questions(self) -> list[Any]:
        """All of all rows: each can be wrong by itself."""
        return [question for entry in self.entries for question in entry.form]

    @property
    def can_grow(self) -> bool:
        return len(self.entries) < (self.max_entries or 0)

    @property
    def told(self) -> list[dict[str, Any]]:
        """The rows in which something was typed."""
        return [entry.data for entry in self.entries if _typed(entry)]

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        for entry in filter(_typed, self.entries):
            entry.validate(form)
        self.errors = [message for question in self.questions for message in question.errors]
        return not self.errors

    def typed(self) -> Typed:
        return {name: values for question in self.questions for name, values in question.typed().items()}

    def alter(self, pressed: str) -> str:
        """Add or take away a row as the button says; the id of where the writer goes on, "" for any other button."""
        act, _, which = pressed.partition(f"-{self.name}-")
        if pressed == f"{ADD}-{self.name}" and self.can_grow:
            self.append_entry()
            return str(self.questions[-len(list(self.entries[-1].form))].id)
        if act == REMOVE and which in {str(number) for number in range(len(self.entries))}:
            self.pop_entry(int(which))  # type: ignore[call-arg]  # newer than its type stubs
            if not self.entries:
                self.append_entry()
            return str(self.id)
        return ""


def _typed(entry: Any) -> bool:
    return any(text for question in entry.form for values in question.typed().values() for text in values)
