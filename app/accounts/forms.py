"""The forms of an account: the sign-in library's with our labels, and our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar
from unicodedata import normalize
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from flask_babel import lazy_gettext as _l
from flask_security import ChangePasswordForm, ForgotPasswordForm, LoginForm, RegisterFormV2, current_user
from flask_security.forms import ResetPasswordForm, SendConfirmationForm
from flask_security.forms import VerifyForm as LibraryVerifyForm
from flask_security.utils import hash_data, verify_password
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import DataRequired, ValidationError

from app.core.collation import in_order
from app.core.fields import offered
from app.core.forms import AtMost, CruxForm, Translations, in_column, tidy
from app.core.i18n import answering, current_language, native_name
from app.core.zones import zone_named

EMAIL = _l("E-mail address")
PASSWORD = _l("Password")
NEW_PASSWORD = _l("New password")
AGAIN = _l("The same password again")
NAME = _l("Your name")
LATIN = frozenset({"en", "fr", "es", "pt"})


class OurWords:
    """Gives the library's fields the labels in `labels`, in the page's language."""

    labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.labels.items():
            field = self[name]  # type: ignore[index]
            field.label.text = words
            field.description = ""

    class Meta(CruxForm.Meta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """What is shown again is tidied like everywhere; passwords stay as they are."""
            if issubclass(unbound_field.field_class, EmailField):
                options = {**options, "filters": [tidy]}
            return super().bind_field(form, unbound_field, options)


class SignInForm(OurWords, LoginForm):
    # The cookie of “remember me” would open the site for a year, whatever the session's rules say.
    remember = None  # type: ignore[assignment]
    own_device = BooleanField(_l("This is my own device: keep me signed in for a week"))
    labels: ClassVar[dict[str, Any]] = {"email": EMAIL, "password": PASSWORD}


class RegisterForm(OurWords, RegisterFormV2):
    labels: ClassVar[dict[str, Any]] = {"email": EMAIL, "password": PASSWORD}
    name = StringField(NAME, validators=[DataRequired(_l("Enter your name")), in_column(120)], filters=[tidy])


class ForgotForm(OurWords, ForgotPasswordForm):
    """Also for an address that is not confirmed yet: the mailed link shows whose it is."""

    labels: ClassVar[dict[str, Any]] = {"email": EMAIL}

    def validate(self, **kwargs: Any) -> bool:
        if super().validate(**kwargs):
            return True
        if not self.requires_confirmation:  # set when nothing else is the matter
            return False
        self.email.errors, self.requires_confirmation = [], False
        return True


class ResetForm(OurWords, ResetPasswordForm):
    labels: ClassVar[dict[str, Any]] = {"password": NEW_PASSWORD, "password_confirm": AGAIN}


class ChangeForm(OurWords, ChangePasswordForm):
    labels: ClassVar[dict[str, Any]] = {
        "password": _l("Present password"),
        "new_password": NEW_PASSWORD,
        "new_password_confirm": AGAIN,
    }


class ConfirmAgainForm(OurWords, SendConfirmationForm):
    labels: ClassVar[dict[str, Any]] = {"email": EMAIL}

    def validate(self, **kwargs: Any) -> bool:
        """An address without an account takes as long as one that a link is made for."""
        if super().validate(**kwargs):
            return True
        hash_data("")
        return False


class VerifyForm(OurWords, LibraryVerifyForm):
    labels: ClassVar[dict[str, Any]] = {"password": PASSWORD}

    def validate(self, **kwargs: Any) -> bool:
        """The library would compare with a password that an example person does not have."""
        if not current_user.password:
            self.password.errors = [_l("This account has no password")]
            return False
        return bool(super().validate(**kwargs))


class AccountForm(CruxForm):
    """What a person may change about themself."""

    name = StringField(NAME, validators=[DataRequired(_l("Enter your name")), in_column(120)], filters=[tidy])
    locale = SelectField(_l("Language of your mails"))
    zone = SelectField(_l("Time zone"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.choices = [SelectChoice(code, native_name(code), {"lang": code}) for code in languages]
        if not self.is_submitted():
            self.locale.data = answering(self.locale.data)  # not the first of the list, if theirs was switched off
        self.zone.choices = zone_choices(self.zone)


class CodeForm(CruxForm):
    """One field for a code of the app and for a recovery code: whoever has lost the phone need not look further."""

    code = StringField(_l("Code"), validators=[DataRequired(_l("Enter the code")), AtMost(60)], filters=[tidy])


class ConfirmForm(CruxForm):
    """The password once more, for what cannot be undone by looking away."""

    password = PasswordField(PASSWORD)

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def validate_password(self, field: Any) -> None:
        if self.person is None or not self.person.password:
            raise ValidationError(str(_l("This account has no password")))
        field.data = normalize("NFKC", field.data or "")
        if not verify_password(field.data, self.person.password):
            raise ValidationError(str(_l("The password is not right")))


class DeleteForm(ConfirmForm):
    sure = BooleanField(_l("I know that nothing brings it back"))

    def validate_sure(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(str(_l("Tick this to delete the account")))


class PlainForm(CruxForm):
    """A button with its token."""


def zone_choices(field: Any) -> list[SelectChoice]:
    """Every zone that is offered; before them the stored one (not the posted one) where it is none of these."""
    stored, known = field.object_data, time_zones(current_language())
    is_other = stored not in dict(known) and zone_named(stored).key == stored
    return offered([*([(stored, stored)] if is_other else []), *known])


@cache
def time_zones(language: str) -> tuple[tuple[str, str], ...]:
    """(zone, its name in `language`) of the places whose time a person may live by, by name; UTC first."""
    areas = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    named: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        name = get_timezone_location(zone, locale=language) if zone.startswith(areas) else ""
        if name and (language in LATIN or not re.search("[A-Za-z]", name)):  # a place without a name in this script
            named.setdefault(name, zone)
    return (("UTC", "UTC"), *((named[name], name) for name in in_order(named, str, language)))
