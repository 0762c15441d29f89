"""Solutions like a text or like another solution, by words and labels alone: fast enough for whoever types."""

from __future__ import annotations

from typing import Any

from app.core.alike import Written
from app.core.index import document_key
from app.recommendations.selection import Masks
from matching import Document, HybridIndex, Match, Part, Recommender, Text

LEAST = 2.0  # deviations above a typical text; what is nearer by chance is left out


def solutions_alike(index: HybridIndex, written: Written, masks: Masks, *, limit: int) -> tuple[Match, ...]:
    """The published solutions that a text says most of, best first; none where it is like no one in particular."""
    need = Document(
        document_key("solution", written.changes or 0), {written.language: Text(written.title, written.text)}
    )
    ranker = Recommender(similar_from=LEAST).fit(index)
    asked: dict[str, Any] = {"audience": masks.audience, "standing": masks.standing, "limit": limit}
    return ranker.recommend(need, kind="solution", **asked)


def main_reason(match: Match) -> Part:
    """The part that adds most."""
    return max(match.parts, key=lambda part: part.value)
