"""A page of a long form kept while somebody writes: right or wrong, finished or not. For the script alone."""

from __future__ import annotations

from typing import Any

from flask.typing import ResponseReturnValue

from app.core.db import utc_now, writing
from app.core.drafts import Draft, keep_answers
from app.core.records import Outdated

AUTOSAVE = "autosave"  # what the script says in place of a button
MARK = "X-Draft-Seen"  # tells it what the page has now seen


def keep_quietly(draft: Draft, name: str, form: Any, *, seen: str) -> ResponseReturnValue:
    """As a button would, but nothing is judged and the writer stays. What was saved elsewhere is not written over."""
    if not form.can_be_kept:
        return "", 413
    try:
        with writing() as session:
            kept = keep_answers(session, draft.id, step=name, answers=form.typed(), seen=seen, now=utc_now())
            mark = kept.seen(name)
    except Outdated:
        return "", 409
    return "", 204, {MARK: mark}
