"""Forms that a script fills in with what the browser says of a passkey."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired

from app.core.forms import AtMost, CruxForm, tidy


class PasskeyForm(CruxForm):
    """Showing one."""

    credential = HiddenField()

    def say_not_recognised(self) -> None:
        self.form_errors.append(str(_l("This passkey was not recognised: try again, or enter a code")))


class NewPasskeyForm(CruxForm):
    """Adding one; with a name to know it again by."""

    name = StringField(
        _l("Name of the passkey"),
        validators=[DataRequired(_l("Enter a name")), AtMost(60, code_points=120)],
        filters=[tidy],
    )
    credential = HiddenField()

    def say_not_added(self) -> None:
        self.form_errors.append(str(_l("The passkey was not added: try again")))
