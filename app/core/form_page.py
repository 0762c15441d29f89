"""One page of a long form: its answers come from, and go to, a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from werkzeug.datastructures import MultiDict

from app.core.field_rows import Rows
from app.core.fields import SomeOf, Typed
from app.core.forms import CruxForm

MOST_VALUES = 400  # of one field
MOST_TYPED = 100_000  # characters a page keeps in the draft; more than all its limits together allow


@dataclass(frozen=True)
class Writing:
    """What a page must know besides its own answers."""

    today: date
    language: str  # of the page
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # of the draft, by page
    before: Mapping[str, Any] = field(default_factory=dict)  # what is known already: offered, not yet answered


class FormPage(CruxForm):
    """Base of the pages. `draw_choices` fills lists that depend on the writer or the language."""

    name: str = ""

    def __init__(self, formdata: MultiDict[str, str] | None, writing: Writing) -> None:
        self.writing = writing
        self.is_fresh = formdata is None  # never sent: what is known already is offered
        # The token is checked by the view, so that a page with a stale one can show its text again.
        super().__init__(formdata, data=dict(writing.before) if self.is_fresh else None, meta={"csrf": False})
        self.draw_choices()

    def draw_choices(self) -> None:
        """Fill the choices of this page's lists."""

    @classmethod
    def kept(cls, writing: Writing) -> Self:
        """The page as the draft has it: empty, or with what is known, when it was never sent."""
        typed = writing.answers.get(cls.name)
        return cls(None if typed is None else MultiDict(typed), writing)

    @classmethod
    def answered(cls, writing: Writing) -> Self:
        """The page with its answers alone: what is merely offered is no answer."""
        return cls(MultiDict(writing.answers.get(cls.name, {})), writing)

    def typed(self) -> Typed:
        """What was typed, right or wrong, by field name: what a draft keeps."""
        return {name: values[:MOST_VALUES] for each in self for name, values in each.typed().items()}

    def suggest(self, text: str) -> None:
        """Put first what the text of the other pages speaks for; most pages have nothing of the kind."""

    def alter_rows(self, pressed: str) -> str:
        """Add or take away a row, if a button for that was pressed; the id of where the writer goes on, else ""."""
        return next(filter(None, (each.alter(pressed) for each in self if isinstance(each, Rows))), "")

    @property
    def can_be_kept(self) -> bool:
        return sum(len(text) for values in self.typed().values() for text in values) <= MOST_TYPED

    def facts(self) -> dict[str, Any]:
        """The answers as facts; what was left empty is None or an empty list."""
        return {each.name: _fact(each) for each in self}


def _fact(field: Any) -> Any:
    if isinstance(field, SomeOf):
        return field.data or []
    return None if field.data == "" else field.data
