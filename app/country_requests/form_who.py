"""Who: for which country, from which institution, and who may read the request."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.core.fields import OneOf, Text, offered
from app.core.forms import AtMost, Needed
from app.core.records import Visibility
from app.country_requests.form_page import RequestPage
from app.taxonomy import vocabulary
from app.taxonomy.terms import by_name


class Asking(RequestPage):
    name = "asking"
    country = OneOf(
        _("Country"),
        [Needed(_("Choose a country"))],
        unknown=_("Choose one of the countries you act for"),
        description=_("Only countries that you act for are listed."),
    )
    institution = Text(
        _("Institution"),
        [Needed(_("Enter an institution")), AtMost(200)],
        autocomplete="organization",
        description=_("The one that would work with the partner, such as a ministry, a city or an agency."),
    )
    ministry = Text(_("Ministry in charge"), [AtMost(200)], description=_("If it is another one."))

    def draw_choices(self) -> None:
        """The writer's own countries; the only one is chosen already."""
        places = [vocabulary().places[code] for code in self.writing.countries if code in vocabulary().places]
        language = self.writing.language
        self.country.choices = offered([(place.code, place.name(language)) for place in by_name(places, language)])
        if len(places) == 1 and self.is_fresh:
            self.country.data = places[0].code


class Readers(RequestPage):
    name = "readers"
    wished_visibility = OneOf(
        _("Who should read this request?"),
        [Needed(_("Choose who should read this request"))],
        unknown=_("Choose who should read this request"),
        choices=offered(
            [
                (Visibility.MEMBERS.value, _("Members: institutions and focal points with an account")),
                (Visibility.PUBLIC.value, _("Everybody, once the national focal point opens it")),
                (Visibility.MODERATORS.value, _("Only the moderators, who look for partners for you")),
            ]
        ),
        default=Visibility.MEMBERS.value,
        description=_("The national focal point can change this later."),
    )
