"""Goals, targets and sectors suggested from what was written, each with the words behind it: to accept or ignore."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce

from flask_babel import gettext as _
from markupsafe import Markup

from app.config import FIXTURES
from app.core.labels import Suggested, labels
from app.core.words import isolated
from app.taxonomy.tables import Row, rows
from app.taxonomy.vocabularies import vocabulary

DESCRIPTIONS = FIXTURES / "training"
MOST_WORDS = 4
Reasons = Mapping[str, str]  # code → why, as a sentence


def suggested_goals(text: str) -> Reasons:
    return _reasons(labels().told("goal", text), vocabulary().goals)


def suggested_sectors(text: str) -> Reasons:
    return _reasons(labels().told("sector", text), vocabulary().sectors)


def suggested_targets(text: str, goals: Collection[str]) -> Reasons:
    """Among the targets of some goals, by the descriptions that the taggers of goals learned from."""
    own = [code for code, target in vocabulary().targets.items() if target.goal in goals]
    return _reasons(labels().alike(text, own, described_targets), own)


def described_targets(language: str) -> dict[str, str]:
    """What each target is about, in one language."""
    return {row.text("code"): _whole(row) for row in rows(DESCRIPTIONS / f"targets.{language}.csv")}


def _whole(row: Row) -> str:
    return "\n".join(row.text(column) for column in ("name", "about", "practice"))


def _reasons(found: Iterable[Suggested], known: Collection[str]) -> Reasons:
    return {one.code: _why(one) for one in found if one.code in known}


def _why(one: Suggested) -> str:
    words = reduce(_and_next, [isolated(word, one.language) for word in one.words[:MOST_WORDS]])
    return Markup(_("Suggested because of your words: %(words)s", words=words))  # noqa: S704 - escaped in `isolated`


def _and_next(words: Markup, word: Markup) -> Markup:
    """Single words stand side by side: an "and" between them would read as one of them."""
    return Markup(_("%(words)s, %(next)s", words=words, next=word))  # noqa: S704 - both are escaped
