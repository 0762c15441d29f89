"""How an item of the mail is told that asks the reader for something: what it is about, why, and where to act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from flask_babel import gettext as _

from app.core.i18n import current_language, direction_of
from app.core.records import Standing
from app.digest.selection import Candidate, Told
from app.translation.service import LocalText


def task(
    title: LocalText,
    *,
    url: str,
    because: str,
    act: str,
    act_url: str,
    facts: str = "",
    example: bool = False,
    is_public: bool = False,
) -> Told:
    return Told(
        title=title.text,
        lang=title.lang,
        dir=title.dir,
        label=title.label,
        url=url,
        facts=facts,
        because=because,
        because_url=act_url,
        because_label=act,
        points=0,
        reasons=(),
        example=example,
        is_public=is_public,
    )


def kept_back(told: Told) -> Told:
    """For other eyes than its reader's: that there is something, and nothing of what it says."""
    language = current_language()
    return replace(
        told,
        title=_("Not shown in a preview"),
        lang=language,
        dir=direction_of(language),
        label="",
        facts="",
        because=_("Only its reader may read what this is about."),
        points=0,
        reasons=(),
    )


def due_since(item: str, version: int, since: datetime, standing: Standing, tell: partial[Told]) -> Candidate:
    """What has waited longest comes first, and each by itself: no two replies belong together."""
    return Candidate(item, version, -since.timestamp(), item, frozenset({standing.value}), tell)
