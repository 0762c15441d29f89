"""Forms: one class each, messages made from the field's own noun, and what was typed is never lost."""

from __future__ import annotations

import unicodedata
from typing import Any

from flask_babel import gettext
from flask_babel import ngettext as plural
from flask_wtf import FlaskForm
from wtforms import Field

INVISIBLE = dict.fromkeys(map(ord, "\u0000\u200b\u2060\ufeff"))


class Translations:
    """WTForms' own messages through our catalogues, in the page's language."""

    def gettext(self, text: str) -> str:
        return gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return plural(one, many, number)


class CruxForm(FlaskForm):  # type: ignore[misc]
    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows this form: 422 when something is to be mended."""
        return 422 if self.errors else 200


def tidy(text: object) -> object:
    """A WTForms filter: stray spaces and invisible marks go, letters stay (NFC)."""
    if not isinstance(text, str):
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be stored
    return unicodedata.normalize("NFC", whole.translate(INVISIBLE)).strip()


def graphemes(text: str) -> int:
    """How many characters a person sees: a letter with its marks, or a family of emoji, is one."""
    import regex

    return len(regex.findall(r"\X", text))


class AtMost:
    """At most `most` characters as a person counts them."""

    def __init__(self, most: int, message: str | None = None) -> None:
        self.most = most
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        from wtforms.validators import ValidationError

        over = graphemes(field.data or "") - self.most
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
