"""The answer to a match."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Optional

from app.core.fields import offered
from app.core.forms import CruxForm
from app.recommendations.service import ANSWERS

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
