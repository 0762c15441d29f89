"""The form of one record's texts in one language, and the one that sends a file."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, StringField
from wtforms.validators import ValidationError

from app.core.fields import LongText, SomeOf, offered
from app.core.forms import AtMost, CruxForm
from app.translation.desk import Typed
from app.translation.models import TranslationState
from app.translation.selection import FieldState

TEXT, MARK = "text-", "seen-"
ROWS_OF, MOST_ROWS = 60, 14  # characters in a line of a text box, and the tallest box


class DeskForm(CruxForm):
    """What is the same for every record; `desk_form` adds its texts."""

    act = StringField(default="save")  # the button that was pressed
    review = SomeOf(_("Texts to review"), unknown=_("Choose among the texts of this page"))
    note = LongText(_("What should change?"), [AtMost(1000)], rows=3)

    def __init__(self) -> None:
        super().__init__()
        self.changed_meanwhile: set[str] = set()  # fields whose stored text stands beside the one typed

    @property
    def reviews(self) -> bool:
        """Whether the button that was pressed answers a review."""
        return self.act.data in {"approve", "ask"}

    def validate_note(self, field: LongText) -> None:
        if self.act.data == "ask" and not field.data:
            raise ValidationError(str(_("Say what should change")))

    def typed(self, states: Sequence[FieldState]) -> list[Typed]:
        paths = [state.field.path for state in states if TEXT + state.field.path in self]
        return [Typed(path, self[TEXT + path].data or "", self[MARK + path].data or "") for path in paths]


def desk_form(states: Sequence[FieldState]) -> DeskForm:
    """The form for these texts, with what was typed, or with what is stored."""
    fields: dict[str, object] = {}
    for state in states:
        fields[TEXT + state.field.path] = LongText(
            state.field.label, [AtMost(state.field.most)], rows=_rows(state), default=state.text
        )
        fields[MARK + state.field.path] = HiddenField(default=state.mark)
    form: DeskForm = type("DeskFormOfRecord", (DeskForm,), fields)()
    waiting = [state.field.path for state in states if state.state == TranslationState.WAITING]
    form.review.choices = offered((path, path) for path in waiting)
    return form


def _rows(state: FieldState) -> int:
    """As tall as the source is long."""
    return min(MOST_ROWS, max(2, 1 + max(len(state.source), len(state.text)) // ROWS_OF))


class FileForm(CruxForm):
    """A PO file with translations."""

    file = FileField(_("PO file"))
