"""Forms: one class each, messages made from the field's own noun, and what was typed is never lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, overload

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext
from flask_babel import ngettext as plural
from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

# Control characters, halves of characters, code points that are no characters, and marks that turn the
# reading direction of everything after them. Joiners stay: Persian and emoji need them.
UNWANTED = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u2060\ufeff\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    return text


NOT_LISTED = N_("Choose an answer from the list")
NOT_READ = N_("Enter this in another way: it could not be read")


class Translations:
    """WTForms' own messages, which our catalogues do not hold: what fields of ours do not say themselves."""

    def gettext(self, text: str) -> str:
        ours = NOT_LISTED if "choice" in text else NOT_READ
        return str(gettext(ours))

    def ngettext(self, one: str, _many: str, _number: int) -> str:
        return self.gettext(one)


class CruxForm(FlaskForm):  # type: ignore[misc]
    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, _form: Any) -> Translations:
            return Translations()

    def questions(self) -> Iterator[Any]:
        """Each question that can be wrong by itself: those of repeated rows one by one."""
        for field in self:
            yield from getattr(field, "questions", [field])

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: 422 when something is to be mended."""
        return 422 if self.errors else 200


@overload
def tidy(text: str) -> str: ...


@overload
def tidy(text: object) -> object: ...


def tidy(text: object) -> object:
    """A WTForms filter: stray spaces and invisible marks go, letters stay (NFC), lines end alike."""
    if not isinstance(text, str):
        return text
    return unicodedata.normalize("NFC", UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def graphemes(text: str) -> int:
    """How many characters a person sees: a letter with its marks, or a family of emoji, is one."""
    import regex

    return len(regex.findall(r"\X", text))


class Needed:
    """An answer that must be given. `message` says what to do: "Enter a title"."""

    field_flags = {"needed": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if not field.data and not field.errors:
            raise ValidationError(str(self.message))


CODE_POINTS_A_CHARACTER = 12  # a family of emoji has eleven; more than that is no writing


class AtMost:
    """At most `most` characters as a person counts them; `code_points`: as many as a column has room for, if fewer."""

    def __init__(self, most: int, message: str | None = None, *, code_points: int | None = None) -> None:
        self.most = most
        self.code_points = code_points or most * CODE_POINTS_A_CHARACTER
        self.message = message
        self.field_flags = {"most": most}

    def __call__(self, _form: Any, field: Field) -> None:
        text = field.data or ""
        over = max(graphemes(text) - self.most, len(text) - self.code_points)
        if over > 0:
            raise ValidationError(
                self.message
                or plural(
                    "Shorten this by %(num)s character: %(most)s are allowed",
                    "Shorten this by %(num)s characters: %(most)s are allowed",
                    over,
                    most=self.most,
                )
            )


def is_address(text: str) -> bool:
    """Whether a mail can be sent to it, as far as its form tells; example addresses are fine."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def in_column(most: int) -> AtMost:
    """For a column that has room for `most` code points: in some scripts those are fewer characters."""
    return AtMost(most, code_points=most)
