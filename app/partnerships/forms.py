"""Answering a request: on behalf of which institution, with which solution, in which words, by which way."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its type stubs
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from app.core.fields import LongText, OneOf, OneOfMany, SomeOf, offered
from app.core.forms import AtMost, CruxForm, Needed
from app.core.i18n import direction_of
from app.countries.models import Route
from app.partnerships.models import OfferStatus
from app.partnerships.phases import Phase
from app.partnerships.words import PHASE_WORDS

MOST_WORDS = 3_000
STATUS_WORDS = {
    OfferStatus.WAITING: _("Waits for your focal point"),
    OfferStatus.SENT: _("It was sent"),
    OfferStatus.NOT_CLEARED: _("Not cleared"),
    OfferStatus.WITHDRAWN: _("Withdrawn"),
}
ROUTE_WORDS = {
    Route.VIA_FOCAL_POINT: _("Through my national focal point"),
    Route.DIRECTLY: _("Directly to the country that asks"),
}


class OfferForm(CruxForm):
    """One institution at a time: `solutions` are its own, as (number, title, language of the title)."""

    solution = OneOfMany(
        _("What do you offer?"), unknown=_("Choose one of your own solutions, or none"), default="",
    )  # fmt: skip
    message = LongText(
        _("Your message"),
        [Needed(_("Enter a message")), AtMost(MOST_WORDS)],
        description=_("What you could do together, and what you would need to know first."),
    )
    route = OneOf(
        _("Which way does it go?"),
        [Needed(_("Choose which way it goes"))],
        unknown=_("Choose which way it goes"),
        default=Route.VIA_FOCAL_POINT.value,
    )

    # Work inside one country is not cooperation between countries, which is what requests are for; so an answer to
    # one's own country is more likely a slip than meant. It is not forbidden: a national institution may well be
    # the one that carries out what another country's partner shares.
    own_country = SomeOf(
        _("A request of your own country"),
        [Needed(_("Tick the box if you mean to answer your own country"))],
        unknown=_("Tick the box if you mean to answer your own country"),
        choices=offered([("yes", _("We know that this request is of our own country, and answer all the same."))]),
    )

    def __init__(
        self, *, solutions: Sequence[tuple[int, str, str]], directly: bool, own_country: bool = False, **options: Any
    ) -> None:
        super().__init__(**options)
        if not own_country:
            del self.own_country
        own = [
            SelectChoice(str(number), title, {"lang": language, "dir": direction_of(language)})
            for number, title, language in solutions
        ]
        self.solution.choices = [*offered([("", _("No solution yet: we offer to work on it"))]), *own]
        ways = [way for way in Route if directly or way != Route.DIRECTLY]
        self.route.choices = offered((way.value, ROUTE_WORDS[way]) for way in ways)

    def facts(self) -> dict[str, Any]:
        number = str(self.solution.data or "")
        return {
            "solution_id": int(number) if number else None,
            "message": str(self.message.data),
            "route": Route(self.route.data),
        }


class WithdrawForm(CruxForm):
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


class MoveForm(CruxForm):
    """What comes next: `moves` are the phases that it may go to from here."""

    to = OneOf(_("What comes next?"), [Needed(_("Choose what comes next"))], unknown=_("Choose what comes next"))
    gain = LongText(_("What does your side gain?"), [AtMost(300)], rows=3)
    note = LongText(_("Note"), [AtMost(500)], rows=3)
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def __init__(self, *, moves: Collection[Phase], **options: Any) -> None:
        super().__init__(**options)
        self.offers(moves)

    def offers(self, moves: Collection[Phase]) -> None:
        self.to.choices = offered((phase.value, PHASE_WORDS[phase]) for phase in Phase if phase in moves)
