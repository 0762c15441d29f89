"""The states of a request in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.core.records import Visibility
from app.country_requests.models import ClosingReason, RequestStatus

THROUGH_FOCAL_POINT = _("Submitted through the national focal point")
STATUS_WORDS: dict[RequestStatus, LazyString] = {
    RequestStatus.SUBMITTED: _("Waits for the national focal point"),
    RequestStatus.ENDORSED: THROUGH_FOCAL_POINT,
    RequestStatus.OPEN: _("Open: seeking a partner"),
    RequestStatus.SHORTLISTED: _("Choosing among partners"),
    RequestStatus.NEGOTIATING: _("In talks with a partner"),
    RequestStatus.PARTNERED: _("Has found a partner"),
    RequestStatus.CLOSED: _("Closed"),
}
AUDIENCE_WORDS: dict[Visibility, LazyString] = {
    Visibility.PUBLIC: _("Everybody can read it"),
    Visibility.MEMBERS: _("Members can read it"),
    Visibility.MODERATORS: _("Only its own country and the moderators can read it"),
}
CLOSING_WORDS: dict[ClosingReason, LazyString] = {
    ClosingReason.MET_ELSEWHERE: _("The need was met elsewhere"),
    ClosingReason.WITHDRAWN: _("We withdraw the request"),
    ClosingReason.EXPIRED: _("Its time is over"),
    ClosingReason.NO_PARTNER_FOUND: _("No partner was found"),
}
