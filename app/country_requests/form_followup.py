"""Follow-up: who will carry it on, how it will be watched, whom to write to, and consent."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import LongText, SomeOf, Text, offered
from app.core.forms import AtMost, Needed, in_column, is_address
from app.country_requests.form_page import RequestPage

MIDDLE = 2_000
AGREED = "yes"


class Capacity(RequestPage):
    name = "capacity"
    absorptive_capacity = LongText(
        _("Who would work on it, and what else do they carry?"),
        [AtMost(MIDDLE)],
        description=_("For example: three engineers, who also run the flood season's repairs."),
    )


class Afterwards(RequestPage):
    name = "afterwards"
    sustainability = LongText(
        _("How will it go on afterwards?"),
        [AtMost(MIDDLE)],
        description=_("For example: the running costs are in next year's budget."),
    )
    monitoring = LongText(_("Who will watch the progress, and how?"), [AtMost(MIDDLE)], rows=3)


class Files(RequestPage):
    """Files are sent by forms of their own; this page has no answers besides them."""

    name = "files"


class Contact(RequestPage):
    name = "contact"
    contact = Text(
        _("E-mail address for this request"),
        [Needed(_("Enter an e-mail address")), in_column(320)],
        input_type="email",
        autocomplete="email",
        direction="ltr",
        description=_("It is never shown to others: what they write comes to you through the site."),
    )
    consent = SomeOf(
        _("Your agreement"),
        [Needed(_("Tick the box to agree"))],
        unknown=_("Tick the box to agree"),
        choices=offered(
            [
                (
                    AGREED,
                    _("I may send this request for my institution, and its text may be shown to the readers I chose."),
                )
            ]
        ),
    )

    def validate_contact(self, field: Any) -> None:
        if field.data and not is_address(field.data):
            raise ValidationError(str(_("Enter an e-mail address like name@example.org")))

    def facts(self) -> dict[str, Any]:
        return {"contact": self.contact.data}
