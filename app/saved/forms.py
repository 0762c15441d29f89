"""Forms about what is set aside."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import Email

from app.core.fields import LongText, Text
from app.core.forms import AtMost, CruxForm, Needed, in_column


class NoteForm(CruxForm):
    note = LongText(_("Note"), [AtMost(500)])


class AlertForm(CruxForm):
    email = Text(
        _("E-mail address"),
        [
            Needed(_("Enter an address like name@example.org")),
            in_column(320),
            Email(_("Enter an address like name@example.org")),
        ],
    )
