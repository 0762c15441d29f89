"""The form by which a reader asks for a record to be corrected or removed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Email, InputRequired, Optional

from app.core.forms import AtMost, CruxForm, tidy
from app.site.models import Wish


class CorrectionForm(CruxForm):
    wish = RadioField(
        _("What should happen?"),
        choices=[(Wish.CORRECT.value, _("Correct it")), (Wish.REMOVE.value, _("Remove it"))],
        validators=[InputRequired(_("Choose whether to correct or to remove the record"))],
    )
    words = TextAreaField(
        _("What is wrong, and what is right?"),
        filters=[tidy],
        validators=[InputRequired(_("Say what is wrong")), AtMost(1000)],
    )
    institution = StringField(_("Your institution"), filters=[tidy], validators=[AtMost(200)])
    email = StringField(
        _("Your e-mail address, if you wish an answer"),
        filters=[tidy],
        validators=[Optional(), AtMost(320), Email(_("Enter an address like name@example.org"))],
    )
