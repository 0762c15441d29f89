"""One page of the partner request form."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.form_page import FormPage
from app.core.form_page import Writing as WritingOfAny


@dataclass(frozen=True)
class Writing(WritingOfAny):
    countries: frozenset[str] = frozenset()  # for which this person may write


class RequestPage(FormPage):
    """Base of the pages that must know who writes for which countries."""

    writing: Writing
