"""Forms of verifiers and moderators: five checks with a day, and flags."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import ValidationError

from app.core.fields import Day, LongText, OneOf, Text, offered
from app.core.forms import CruxForm, Needed, in_column
from app.organisations.models import CheckKind, FlagKind
from app.organisations.verification import LONGEST, Answer

CHECKS: dict[CheckKind, LazyString] = {
    CheckKind.REGISTERED: _("Is it in an official register?"),
    CheckKind.REACHED: _("Did it answer at an address or number that an official source lists?"),
    CheckKind.MANDATED: _("Does its mandate fit what it offers here?"),
    CheckKind.REPRESENTED: _("May the people who edit its page speak for it?"),
    CheckKind.OWN_ADDRESSES: _("Are the site and the mail addresses it gives its own?"),
}
FLAGS: dict[FlagKind, LazyString] = {
    FlagKind.OBSERVATION: _("Under observation"),
    FlagKind.NEEDS_REVIEW: _("Needs review"),
    FlagKind.SUSPENDED: _("Suspended"),
}


def _yes_or_no(label: LazyString) -> OneOf:
    return OneOf(label, unknown=_("Choose yes or no"), choices=offered([("yes", _("Yes")), ("no", _("No"))]))


class ChecksForm(CruxForm):
    """A check that is left open keeps the answer it had."""

    registered = _yes_or_no(CHECKS[CheckKind.REGISTERED])
    registered_comment = Text(_("How it was checked"), [in_column(500)])
    reached = _yes_or_no(CHECKS[CheckKind.REACHED])
    reached_comment = Text(_("How it was checked"), [in_column(500)])
    mandated = _yes_or_no(CHECKS[CheckKind.MANDATED])
    mandated_comment = Text(_("How it was checked"), [in_column(500)])
    represented = _yes_or_no(CHECKS[CheckKind.REPRESENTED])
    represented_comment = Text(_("How it was checked"), [in_column(500)])
    own_addresses = _yes_or_no(CHECKS[CheckKind.OWN_ADDRESSES])
    own_addresses_comment = Text(_("How it was checked"), [in_column(500)])
    valid_until = Day(
        _("Valid until"),
        [Needed(_("Enter the last day on which this counts"))],
        incomplete=_("Enter the day, the month and the year"),
        wrong=_("Enter a real date, such as 31 12 2027"),
    )

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(**kwargs)

    def pairs(self) -> list[tuple[CheckKind, RadioField, Text]]:
        """Each check with its two questions."""
        names = [(kind, str(kind).replace("-", "_")) for kind in CheckKind]
        return [(kind, self[name], self[f"{name}_comment"]) for kind, name in names]

    def validate(self, extra_validators: Any = None) -> bool:
        """Each answer says how it was found."""
        valid = bool(super().validate(extra_validators))
        for _kind, answer, comment in self.pairs():
            if answer.data and not comment.data and not comment.errors:
                comment.errors = [gettext("Say how it was checked")]
                valid = False
        if not self.answers() and valid:
            self.form_errors.append(gettext("Answer at least one question"))
            return False
        return valid

    def validate_valid_until(self, field: Day) -> None:
        if field.data and not self.today <= field.data <= self.today + LONGEST:
            raise ValidationError(gettext("Enter a day within the next two years"))

    def answers(self) -> dict[CheckKind, Answer]:
        given = [(kind, answer, comment) for kind, answer, comment in self.pairs() if answer.data]
        return {kind: Answer(answer.data == "yes", comment.data or "") for kind, answer, comment in given}


class FlagForm(CruxForm):
    kind = OneOf(
        _("Flag"),
        [Needed(_("Choose a flag"))],
        unknown=_("Choose a flag"),
        choices=offered((str(kind), words) for kind, words in FLAGS.items()),
    )
    note = LongText(_("Why"), [Needed(_("Say why")), in_column(500)], rows=3)
