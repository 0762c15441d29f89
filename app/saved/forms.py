"""Forms about what is set aside."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.core.fields import LongText
from app.core.forms import AtMost, CruxForm


class NoteForm(CruxForm):
    note = LongText(_("Note"), [AtMost(500)])
