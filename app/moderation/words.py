"""Reasons, decisions and states of the queue in words."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.moderation.models import Decision, Why
from app.moderation.registry import kinds

OTHER = "other"
# A fixed list, so that authors everywhere are told the same for the same.
REASONS: dict[str, LazyString] = {
    "evidence": _("Evidence is missing, or does not show what is claimed"),
    "unclear": _("Others could not copy it from this text"),
    "duplicate": _("It is listed here already"),
    "personal": _("Names or addresses of persons stand in it"),
    "promotion": _("It advertises a product"),
    "scope": _("It is no South-South or triangular cooperation"),
    "rights": _("It is not clear who may publish it"),
    OTHER: _("Another reason, in words"),
}
WHY_WORDS: dict[Why, LazyString] = {
    Why.NEW: _("New"),
    Why.CHANGED: _("Changed text of a published record"),
    Why.ASKED: _("A reader asks to correct or remove it"),
    Why.SUSPEND: _("Proposed: suspend it"),
    Why.DELETE: _("Proposed: delete it"),
}
PUBLISH, CHANGES, NOT_PUBLISHED = _("Publish"), _("Ask for changes"), _("Not published")
LEAVE_IT = _("Leave it as it is")
DECISION_WORDS: dict[Decision, LazyString] = {
    Decision.PUBLISH: _("Published"),
    Decision.CHANGES: _("Changes requested"),
    Decision.NOT_PUBLISHED: NOT_PUBLISHED,
    Decision.SUSPEND: _("Suspended"),
    Decision.DELETE: _("Deleted"),
    Decision.LEAVE: _("Left as it is"),
}
# What the second moderator can say to a proposal.
CONFIRMATIONS: dict[Why, dict[Decision, LazyString]] = {
    Why.SUSPEND: {Decision.SUSPEND: _("Suspend it"), Decision.LEAVE: LEAVE_IT},
    Why.DELETE: {Decision.DELETE: _("Delete it"), Decision.LEAVE: LEAVE_IT},
}
NEEDS_REASON = frozenset({Decision.CHANGES, Decision.NOT_PUBLISHED})


def done_in_words(kind: str, decision: Decision) -> str:
    """What was decided."""
    return str(kinds()[kind].done_words.get(decision, DECISION_WORDS[decision]))


def reason_words(code: str) -> str:
    return str(REASONS.get(code, code))
