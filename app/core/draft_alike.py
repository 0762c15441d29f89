"""Beside a page of a long form: what its text may repeat. Drawn with the page, and again while somebody types.

By words and labels while it is typed; by its meaning too once somebody has gone on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.alike import Written
from app.core.drafts import Draft
from app.core.journey import Answers
from app.core.meaning_written import read_for_meaning
from app.core.permissions import actor

if TYPE_CHECKING:
    from app.core.draft_filling import Filling


@dataclass(frozen=True, slots=True)
class Alike:
    """What a feature says of its form: on which pages, what a draft with some answers says, and what is shown then."""

    pages: Collection[str]  # those that the text is written on
    written: Callable[[Draft, Answers], Written]
    drawn: Callable[[Draft, Answers], Markup]
    url: Callable[[str, str], str]  # of `while_typing`: (draft, page)


def going_on(alike: Alike, name: str, written: Written) -> None:
    """Once for a text, before its writer sees what is like it."""
    if name in alike.pages:
        read_for_meaning(written)


def while_typing(filling: Filling, draft_id: str, name: str) -> ResponseReturnValue:
    """For the text as it stands on the page now; nothing of it is kept. Without a session the page stays as it is."""
    if not actor().is_signed_in:
        return "", 401, {"HX-Reswap": "none"}
    shown, draft = filling.page(name), filling.open_draft(draft_id)
    if draft.sent_as or name not in filling.alike.pages:
        abort(404)
    form = shown.form(request.form, filling.writing_of(draft))
    return str(filling.alike.drawn(draft, {**draft.answers, name: form.typed()}))
