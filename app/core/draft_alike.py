"""Beside a page of a long form: what its text may repeat. Drawn with the page, and again while somebody types.

By words and labels while it is typed; by its meaning too once somebody has gone on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from markupsafe import Markup

from app.core.alike import Written
from app.core.drafts import Draft
from app.core.journey import Answers
from app.core.meaning_written import read_for_meaning


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
