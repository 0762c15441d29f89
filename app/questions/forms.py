"""Asking and answering."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.fields import LongText
from app.core.forms import AtMost, CruxForm, Needed

MOST_IN_A_QUESTION, MOST_IN_AN_ANSWER = 600, 2_000


class AskForm(CruxForm):
    words = LongText(
        _("Your question"),
        [Needed(_("Enter a question")), AtMost(MOST_IN_A_QUESTION)],
        rows=4,
        description=_("Do not write who you are. Your question is shown without a name."),
    )


class AnswerForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    answer = LongText(
        _("Your answer"),
        [Needed(_("Enter an answer")), AtMost(MOST_IN_AN_ANSWER)],
        description=_("Everybody who can read the request reads the question and your answer."),
    )
