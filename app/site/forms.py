"""The form by which a reader asks for a record to be corrected or removed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import DataRequired, Email, Optional

from app.core.fields import LongText, OneOf, Text, offered
from app.core.forms import AtMost, CruxForm, in_column
from app.site.models import Wish


class CorrectionForm(CruxForm):
    wish = OneOf(
        _("What should happen?"),
        [DataRequired(_("Choose whether to correct or to remove the record"))],
        choices=offered([(Wish.CORRECT.value, _("Correct it")), (Wish.REMOVE.value, _("Remove it"))]),
        unknown=_("Choose whether to correct or to remove the record"),
    )
    words = LongText(_("What is wrong, and what is right?"), [DataRequired(_("Say what is wrong")), AtMost(1000)])
    institution = Text(_("Your institution"), [AtMost(200)])
    email = Text(
        _("Your e-mail address, if you wish an answer"),
        [Optional(), in_column(320), Email(_("Enter an address like name@example.org"))],
    )
