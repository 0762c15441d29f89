"""Solutions that a new one may repeat: shown while it is written, never in its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.core.alike import Written, first_of, same_title
from app.core.db import utc_now
from app.core.drafts import Draft, drafts_for
from app.core.journey import Answers
from app.solutions.models import SolutionStatus
from app.solutions.selection import owned_by
from app.solutions.words import STATUS_WORDS
from app.taxonomy.choices import language_written_in
from app.translation.service import LocalText, text_in, words_from

MOST = 2
TITLE, IN_SHORT = ("summary", "title"), ("summary", "standfirst")
STORY = (("story", "challenge"), ("story", "approach"))


@dataclass(frozen=True, slots=True)
class Own:
    """One that only its institution sees: a draft, by its id, or what was sent, by its number."""

    title: LocalText
    status: LazyString
    draft_id: str = ""
    number: int = 0


def written_in(draft: Draft, answers: Answers) -> Written:
    """What the draft says with these answers."""
    text = "\n".join(first_of(answers, *place) for place in (IN_SHORT, *STORY))
    language = language_written_in(first_of(answers, "summary", "source_language"))
    return Written(language, first_of(answers, *TITLE), text, draft.edits)


def own_alike(session: Session, draft: Draft, title: str) -> list[Own]:
    """The institution's own unpublished ones under nearly the same title."""
    own = _unpublished(session, draft) if title else ()
    return [each for each in own if same_title(title, each.title.text)][:MOST]


def _unpublished(session: Session, draft: Draft) -> Iterator[Own]:
    for other in drafts_for(session, [draft.scope or ""], kind=draft.kind, now=utc_now()):
        if other.id != draft.id:
            yield Own(_title_of(other), _("Draft"), draft_id=other.id)
    for row in owned_by(session, [int(draft.scope or 0)]):
        if row.status != SolutionStatus.PUBLISHED and row.key != draft.edits:
            yield Own(text_in(row, "title"), STATUS_WORDS[row.status], number=row.key)


def _title_of(draft: Draft) -> LocalText:
    written = written_in(draft, draft.answers)
    return words_from(written.title, written.language)
