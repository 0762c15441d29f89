"""The form for another e-mail address."""

from __future__ import annotations

from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from app.accounts.forms import ConfirmForm
from app.core.forms import in_column, tidy


class AddressForm(ConfirmForm):
    email = StringField(
        _l("New e-mail address"),
        validators=[
            DataRequired(_l("Enter your e-mail address")),
            in_column(320),
        ],
        filters=[tidy],
    )

    def validate_email(self, field: Any) -> None:
        field.data = as_stored(field.data)
        if self.person is not None and field.data.casefold() == self.person.email.casefold():
            raise ValidationError(str(_l("Enter another address: this one is yours already")))


def as_stored(email: str) -> str:
    """The same spelling of the domain as at registering."""
    try:
        return str(validate_email(email, check_deliverability=False).normalized)
    except EmailNotValidError as error:
        raise ValidationError(str(_l("Enter an e-mail address such as name@example.org"))) from error
