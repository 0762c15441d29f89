"""Who sent it, when and how; and the sender's own word."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import Day, LongText, OneOf, Text, offered
from app.core.forms import AtMost, CruxForm, Needed, in_column, is_address
from app.on_behalf.models import SenderAnswer, Way

WAYS = {Way.PAPER: _("On paper"), Way.EMAIL: _("By e-mail")}
ANSWERS = {
    SenderAnswer.RIGHT: _("Yes, this is what I sent"),
    SenderAnswer.WRONG: _("No, something is wrong"),
}


class SourceForm(CruxForm):
    """What the letter or the mail says of itself."""

    name = Text(_("Name of the person who sent it"), [Needed(_("Enter a name")), in_column(200)])
    position = Text(_("Position"), [in_column(200)])
    address = Text(
        _("E-mail address of the person"),
        [in_column(320)],
        input_type="email", direction="ltr", width="medium",
        description=_("The person gets a link to read what you have entered, and says whether it is right."),
    )  # fmt: skip
    sent_on = Day(
        _("Sent on"), [Needed(_("Enter the day, the month and the year"))],
        incomplete=_("Enter the day, the month and the year"), wrong=_("Enter a real date, such as 31 12 2027"),
    )  # fmt: skip
    way = OneOf(
        _("How did it come?"), [Needed(_("Choose how it came"))], unknown=_("Choose how it came"),
        choices=offered((way.value, words) for way, words in WAYS.items()),
    )  # fmt: skip
    reference = Text(
        _("Reference of the letter"), [Needed(_("Enter the reference of the letter")), in_column(200)], width="medium"
    )

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today

    def validate_address(self, field: Text) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError(str(_("Enter an e-mail address such as name@example.org")))

    def validate_sent_on(self, field: Day) -> None:
        if field.data is not None and field.data > self.today:
            raise ValidationError(str(_("Enter a day that is not in the future")))

    def source(self) -> dict[str, Any]:
        texts = {name: self[name].data or "" for name in ("name", "position", "address", "reference")}
        return {**texts, "sent_on": self.sent_on.data, "way": Way(self.way.data)}


class AnswerForm(CruxForm):
    answer = OneOf(
        _("Is this what you sent?"), [Needed(_("Choose an answer"))], unknown=_("Choose an answer"),
        choices=offered((each.value, words) for each, words in ANSWERS.items()),
    )  # fmt: skip
    words = LongText(_("What is wrong, and what is right?"), [AtMost(1_000)], rows=3)

    def validate_words(self, field: LongText) -> None:
        if self.answer.data == SenderAnswer.WRONG and not field.data:
            raise ValidationError(str(_("Say what is wrong")))
