"""Phases and sides of a partnership in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.partnerships.models import Party
from app.partnerships.phases import Phase

PHASE_WORDS = {
    Phase.IDENTIFIED: _("Identified"),
    Phase.CLEARED: _("Cleared by each side’s rule"),
    Phase.INTRODUCED: _("Introduced"),
    Phase.NEGOTIATING: _("Negotiation"),
    Phase.FORMULATED: _("Plan drawn up"),
    Phase.AGREED: _("Agreement reached"),
    Phase.IMPLEMENTING: _("Work under way"),
    Phase.COMPLETED: _("Work completed"),
    Phase.EVALUATED: _("Evaluation done"),
    Phase.FOLLOWED_UP: _("Follow-up done"),
    Phase.SUSPENDED: _("Paused"),
    Phase.CANCELLED: _("Ended early"),
}
PARTY_WORDS = {Party.ASKS: _("The country that asks"), Party.OFFERS: _("The institution that offers")}
