"""The answer to a match, and what a moderator decides about one."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Optional, ValidationError

from app.core.fields import LongText, OneOf, Text, offered
from app.core.forms import AtMost, CruxForm, Needed, graphemes
from app.core.slugs import LARGEST_ID
from app.recommendations.service import ANSWERS

OUT = "out"
LEAST_REASON, MOST_REASON = 10, 400  # characters
SOLUTION = re.compile(r"(?:^|/solutions/)([0-9]{1,18})(?:-|/|\?|#|$)")

WHY_CHOICES = offered(
    [
        ("", _l("No reason given")),
        ("other-problem", _l("It answers another problem")),
        ("other-conditions", _l("Our conditions differ too much")),
        ("tried", _l("We have tried it")),
        ("language", _l("No common working language")),
        ("timing", _l("The timing does not fit")),
    ]
)


def answer_words() -> dict[str, str]:
    return {
        "interested": _("Interested"),
        "not-relevant": _("Not relevant"),
        "in-contact": _("Already in contact"),
    }


class AnswerForm(CruxForm):
    """One of three buttons, and a reason where the match is not relevant."""

    answer = StringField(_l("Your answer"), validators=[AnyOf(ANSWERS)])
    why = SelectField(_l("Why is it not relevant?"), choices=WHY_CHOICES, validators=[Optional()])


class OverrideForm(CruxForm):
    """`number` and `place` say what was chosen, once it is right; no place: taken out."""

    solution = Text(_l("Solution"), [Needed(_l("Enter the address or the number of a published solution"))])
    what = OneOf(
        _l("What is to be done?"),
        [Needed(_l("Choose what is to be done"))],
        unknown=_l("Choose what is to be done"),
        choices=offered(
            [
                (OUT, _l("Take it out of the matches")),
                ("1", _l("Put it at place 1")),
                ("2", _l("Put it at place 2")),
                ("3", _l("Put it at place 3")),
            ]
        ),
    )
    reason = LongText(_l("Reason"), [Needed(_l("Say why")), AtMost(MOST_REASON)], rows=3)

    def validate_reason(self, field: LongText) -> None:
        if field.data and graphemes(field.data) < LEAST_REASON:
            raise ValidationError(str(_l("Say why in a sentence")))

    @property
    def number(self) -> int:
        """The number at the end of what was typed or in its address; 0 for none."""
        found = SOLUTION.search(self.solution.data or "")
        return min(int(found.group(1)), LARGEST_ID) if found else 0

    @property
    def place(self) -> int | None:
        return None if self.what.data == OUT else int(self.what.data)
