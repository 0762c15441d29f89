"""The public log: decisions about published records; what is published no longer has no title there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.paging import Paging
from app.moderation.models import Decision, ModerationDecision
from app.moderation.registry import PublicRecord, kinds
from app.moderation.selection import GONE, logged
from app.moderation.words import DECISION_WORDS


@dataclass(frozen=True, slots=True)
class LogRow:
    at: datetime
    words: str
    kind: str
    number: int
    record: PublicRecord | None


def log_rows(session: Session, paging: Paging) -> list[LogRow]:
    """One page, newest first. Of a record that is hidden now, only that it was hidden, without its title.

    A page has fewer rows where some of its decisions are about what is no longer published.
    """
    decisions = logged(session, offset=paging.offset, limit=paging.size)
    known = {
        name: kind.public_ones(session, {each.object_id for each in decisions if each.kind == name})
        for name, kind in kinds().items()
    }
    rows = (_row(each, known[each.kind].get(each.object_id)) for each in decisions if each.kind in known)
    return [row for row in rows if row is not None]


def _row(decision: ModerationDecision, record: PublicRecord | None) -> LogRow | None:
    kind = kinds()[decision.kind]
    asked = kind.log_words is not None and decision.decision == Decision.PUBLISH
    if (record is None and not asked and decision.decision not in GONE) or (kind.log_words and not asked):
        return None
    words = str(kind.log_words if asked else DECISION_WORDS[decision.decision])
    return LogRow(decision.decided_at, words, str(kind.label), decision.object_id, record)
