"""Writing a first message, answering one, and reporting one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.widgets import HiddenInput

from app.conversations.models import ConversationStatus
from app.core.draft_sending import LONGEST_KEY
from app.core.fields import LongText, OneOf, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.countries.models import Route

MOST_WORDS = 1_500
STATUS_WORDS = {
    ConversationStatus.WAITING: _("Waits for your focal point"),
    ConversationStatus.NOT_CLEARED: _("Not cleared"),
    ConversationStatus.CLOSED: _("Closed"),
}
ROUTE_WORDS = {
    Route.VIA_FOCAL_POINT: _("Through my national focal point"),
    Route.DIRECTLY: _("Directly to the institution"),
}


class MessageForm(CruxForm):
    """The words, and the key by which a form that is sent twice is one message."""

    words = LongText(_("Your message"), [Needed(_("Enter a message")), AtMost(MOST_WORDS)])
    key = StringField(widget=HiddenInput())

    def validate(self, extra_validators: Any = None) -> bool:
        whole: bool = super().validate(extra_validators)
        if not 0 < len(self.key.data or "") <= LONGEST_KEY or "\x00" in str(self.key.data):
            self.form_errors.append(gettext("This page was open for too long. Send it again."))
            whole = False
        return whole

    def sends_with(self, key: str) -> None:
        self.key.data, self.key.raw_data = key, None


class FirstMessageForm(MessageForm):
    """`sides`: whom it may go to, as (value, name); `ways`: which way, where there is something to choose."""

    to = OneOf(
        _("Whom do you write to?"),
        [Needed(_("Choose whom you write to"))],
        unknown=_("Choose whom you write to"),
    )
    route = OneOf(
        _("Which way does it go?"),
        [Needed(_("Choose which way it goes"))],
        unknown=_("Choose which way it goes"),
        default=Route.VIA_FOCAL_POINT.value,
    )

    def __init__(self, *, sides: Sequence[tuple[str, str]], ways: Sequence[Route], **options: Any) -> None:
        super().__init__(**options)
        self.to.choices = offered(sides)
        if len(sides) == 1:
            del self.to
        self.route.choices = offered((way.value, ROUTE_WORDS[way]) for way in ways)
        if not ways:
            del self.route

    def way(self) -> Route:
        """The focal point's own words go directly."""
        return Route(self.route.data) if "route" in self else Route.DIRECTLY


class ReportForm(CruxForm):
    reason = LongText(_("What is wrong with it?"), [Needed(_("Say what is wrong")), AtMost(500)], rows=3)
