"""Solutions and exchanges like a text, and solutions like another one: beside what somebody writes or reads.

By words and labels, and solutions also by what a text means where that is known already: nothing is encoded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from app.core.alike import Written
from app.core.index import document_key, record_id
from app.core.labels import Kind, labels
from app.core.meaning import Meaning, models_in_use
from app.core.meaning_written import NONE
from app.recommendations.selection import Masks
from app.solutions.models import Solution
from app.taxonomy import vocabulary
from app.taxonomy.naming import order_of_claim
from matching import Document, Hit, HybridIndex, Match, Part, Recommender, Text
from matching.encoders import mark

LEAST = 2.0  # deviations above a typical text; what is nearer by chance is left out
DEEP = 12  # so many are looked at for some that share something
SHARED = ("goal", "target", "sector")


@dataclass(frozen=True, slots=True)
class Related:
    """A solution by its number, and what it shares."""

    number: int
    part: Part


@dataclass(frozen=True, slots=True)
class Near:
    """An exchange of an area around a country, and what it shares with a need there."""

    number: int
    area: str
    part: Part


def solutions_alike(
    index: HybridIndex, written: Written, masks: Masks, *, limit: int, meaning: Meaning = NONE
) -> tuple[Match, ...]:
    """The published solutions that a text says most of, best first; none where it is like no one in particular."""
    asked: dict[str, Any] = {"audience": masks.audience, "standing": masks.standing, "limit": limit}
    need = replace(_as_written(written), vectors=meaning)
    return _ranker(index, meaning).recommend(need, kind="solution", **asked)


def exchanges_alike(index: HybridIndex, written: Written, country: str, masks: Masks, *, limit: int) -> list[Near]:
    """The documented exchanges on a need like this one around `country`: those of the nearest area first."""
    place = vocabulary().places.get(country)
    ranker, need = _ranker(index), _as_written(written)
    asked: dict[str, Any] = {"audience": masks.audience, "standing": masks.standing, "limit": DEEP}
    found: list[Near] = []
    seen: list[str] = []
    for area in reversed(place.areas if place else ()):
        matches = ranker.recommend(
            need, kind="exchange", filters={"place": {area}}, exclude={"place": tuple(seen)}, **asked
        )
        found += [Near(record_id(match.key), area, _in_common(match)) for match in matches if _is_on_the_same(match)]
        seen.append(area)
        if len(found) >= limit:
            break
    return found[:limit]


def _ranker(index: HybridIndex, meaning: Meaning = NONE) -> Recommender:
    """With the encoders alone whose vector is there, since a ranker would make one that is not."""
    known = [encoder for encoder in models_in_use() if mark(encoder) in meaning]
    return Recommender(encoders=known, similar_from=LEAST).fit(index)


def _as_written(written: Written) -> Document:
    facets = _served_by(f"{written.title}\n{written.text}") if written.asks else {}
    return Document(document_key("solution", written.changes or 0), written.texts, facets=facets)


def _is_on_the_same(match: Match) -> bool:
    """A shared goal or sector alone is too wide: its words are near too, or it shares both, in whatever language."""
    has = {part.name for part in match.parts if part.value > 0}
    return "text" in has or {"goals", "sector"} <= has


def _in_common(match: Match) -> Part:
    """Goals or sector that both name; else what their words share."""
    parts = {part.name: part for part in match.parts if part.value > 0}
    return next((parts[name] for name in ("goals", "sector", "text") if name in parts), main_reason(match))


def _served_by(text: str) -> dict[str, frozenset[str]]:
    """The goals and sectors that a text speaks for."""
    kinds: tuple[Kind, ...] = ("goal", "sector")
    return {kind: frozenset(one.code for one in labels().told_by_words(kind, text)) for kind in kinds}


def main_reason(match: Match) -> Part:
    """The part that adds most."""
    return max(match.parts, key=lambda part: part.value)


def related_to(
    index: HybridIndex, solution: Solution, claims: Sequence[str], masks: Masks, *, limit: int
) -> list[Related]:
    """Solutions that share goals or sectors with this one and are worded like it, best first.

    By the first stage of a recommendation, and by what the row itself says, so that no page waits for it.
    """
    need = _as_need(solution, claims)
    asked: dict[str, Any] = {"audience": masks.audience, "standing": masks.standing}
    hits = index.best(need, kind="solution", limit=DEEP, **asked)
    return list(islice(_sharing(index, need, hits), limit))


def _sharing(index: HybridIndex, need: Document, hits: Iterable[Hit]) -> Iterator[Related]:
    """Of `hits`, other documents that share something with the need, each with what comes first."""
    state = index.snapshot()
    for hit in hits:
        if hit.key == need.key or state.place(hit.key) is None:  # itself, or published since
            continue
        shared = _shared(need, state.codes_of(state.row(hit.key), SHARED))
        part = next((Part(name, 0.0, found) for name, found in shared if found), None)
        if part:
            yield Related(record_id(hit.key), part)


def _as_need(solution: Solution, claims: Sequence[str]) -> Document:
    body = "\n".join(filter(None, (solution.standfirst, solution.challenge, solution.approach)))
    goals = frozenset(code.partition(".")[0] for code in claims)
    targets = frozenset(code for code in claims if "." in code)
    facets = {"goal": goals, "target": targets, "sector": frozenset(solution.sectors)}
    text = Text(solution.title, body)
    return Document(document_key("solution", solution.key), {solution.source_language: text}, facets=facets)


def _shared(need: Document, codes: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """By part, what both have: targets and goals, then sectors."""
    both = {facet: [code for code in codes.get(facet, ()) if code in need.facets[facet]] for facet in SHARED}
    goals = sorted([*both["goal"], *both["target"]], key=order_of_claim)
    return [("goals", tuple(goals)), ("sector", tuple(sorted(both["sector"])))]
