"""Fit: which plan the request serves; its goals, targets and sectors are asked by pages of the taxonomy."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from app.core.fields import OneOf, Text, offered
from app.core.forms import AtMost
from app.country_requests.form_page import RequestPage
from app.taxonomy.gender import GENDER_CHOICES


class Plan(RequestPage):
    name = "plan"
    plan_reference = Text(
        _("National plan or cooperation framework"),
        [AtMost(300)],
        description=_("Its name, and the part that this request serves."),
    )
    gender_marker = OneOf(
        _("Does the request serve equality of women and men?"),
        unknown=_("Choose an answer from the list"),
        choices=offered(GENDER_CHOICES),
        description=_("The gender marker of the OECD policy scale. Leave it empty if you are not sure."),
    )

    def facts(self) -> dict[str, Any]:
        marker = self.gender_marker.data
        return {**super().facts(), "gender_marker": int(marker) if marker else None}
