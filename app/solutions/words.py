"""The states of a solution and of a sent text in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.solutions.models import RevisionState, SolutionStatus

THROUGH_FOCAL_POINT = _("Submitted through the national focal point")
STATUS_WORDS: dict[SolutionStatus, LazyString] = {
    SolutionStatus.DRAFT: _("Draft"),
    SolutionStatus.SUBMITTED: _("Was sent"),
    SolutionStatus.IN_REVIEW: _("In review"),
    SolutionStatus.CHANGES_REQUESTED: _("Changes requested"),
    SolutionStatus.PUBLISHED: _("Published"),
    SolutionStatus.ARCHIVED: _("Not published"),
    SolutionStatus.WITHDRAWN: _("Withdrawn"),
}
REVISION_WORDS: dict[RevisionState, LazyString] = {
    RevisionState.CLEARANCE: _("Waits for the national focal point"),
    RevisionState.SUBMITTED: _("Waits for a moderator"),
    RevisionState.CHANGES_REQUESTED: _("Changes requested"),
    RevisionState.PUBLISHED: _("Published"),
    RevisionState.NOT_PUBLISHED: _("Not published"),
    RevisionState.SUPERSEDED: _("Replaced by a newer text"),
    RevisionState.WITHDRAWN: _("Withdrawn"),
}
