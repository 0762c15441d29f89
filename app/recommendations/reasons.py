"""Why a match is a match, in the reader's words: one reason for each part of the score, and points to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup, escape

from app.core.i18n import current_language, language_name
from app.core.words import listed
from app.recommendations.models import MatchOverride
from app.recommendations.points import in_points
from app.taxonomy import vocabulary
from app.translation.service import in_line, words_from
from matching import Match, Part, WhatIf

MOST_CHANGES = 2

PATTERNS = {
    "text": lazy_gettext("Both speak of %(what)s."),
    "goals": lazy_gettext("Both serve %(what)s."),
    "sector": lazy_gettext("Same sector: %(what)s."),
    "place": lazy_gettext("Shared place or group: %(what)s."),
    "subregion": lazy_gettext("In the same sub-region: %(what)s."),
    "region": lazy_gettext("In the same region: %(what)s."),
    "language": lazy_gettext("Can work together in: %(what)s."),
    "modality": lazy_gettext("Way of working asked for and offered: %(what)s."),
    "evidence": lazy_gettext("The results are documented beyond the institution’s own report."),
    "meaning": lazy_gettext("Their texts are close in meaning."),
    "capacity": lazy_gettext("The institution has said that it can take on work now."),
    "freshness": lazy_gettext("The record was confirmed or published recently."),
    "visibility": lazy_gettext("Its country belongs to a group whose solutions are shown a little more."),
    "mutual": lazy_gettext("It suits this request better than most other open requests."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cut of the bar: its part's name, a short label, whole points of 100, and a sentence."""

    part: str
    label: str
    points: int
    words: Markup


def reasons_for(parts: Sequence[Part], language: str = "") -> list[Reason]:
    """The reasons of a match in the order of its parts; parts that add nothing are left out."""
    labels = _labels()
    points = in_points([part.value for part in parts])
    return [
        Reason(part.name, labels[part.name], own, sentence(part, language))
        for part, own in zip(parts, points, strict=True)
        if own > 0
    ]


def parts_in_words(parts: Sequence[Part]) -> list[str]:
    """The same in a word each: "goals 11"."""
    return [_("%(part)s %(points)s", part=reason.label, points=reason.points) for reason in reasons_for(parts)]


def score_of(match: Match) -> int:
    """The score in whole points of 100: the sum of its reasons."""
    return sum(in_points([part.value for part in match.parts]))


def changes_for(match: Match) -> list[Markup]:
    """What would move a match up, in one sentence each: the two that would move it furthest."""
    return [_change(line) for line in match.what_if[:MOST_CHANGES]]


def put_forward_words(row: MatchOverride, known: str = "") -> Markup:
    """What is said of a match that moderators put forward, with their reason in its own language."""
    reason = in_line(words_from(row.reason, row.language), known)
    return escape(_("Put forward by the moderators: %(reason)s")) % {"reason": reason}


def _change(line: WhatIf) -> Markup:
    what = listed(_named(line.part, code) for code in line.codes)
    patterns = {
        "language": _("With a team that works in %(what)s: from place %(before)s to %(after)s."),
        "modality": _("If it offered %(what)s as well: from place %(before)s to %(after)s."),
        "capacity": _("If the institution said that it can take on work now: from place %(before)s to %(after)s."),
        "evidence": _("With a peer-reviewed result: from place %(before)s to %(after)s."),
    }
    ranks = {"before": str(line.rank_before), "after": str(line.rank_after)}
    return escape(patterns[line.part]) % {"what": what, **ranks}


def _labels() -> dict[str, str]:
    return {
        "text": _("need"),
        "meaning": _("meaning"),
        "goals": _("goals"),
        "sector": _("sector"),
        "place": _("place"),
        "language": _("language"),
        "modality": _("way of working"),
        "evidence": _("evidence"),
        "capacity": _("capacity"),
        "freshness": _("up to date"),
        "visibility": _("visibility"),
        "mutual": _("fit"),
    }


def sentence(part: Part, language: str = "") -> Markup:
    """What the two sides share in this part, in one sentence. `language`: of the need, where its words are named."""
    spoken = language if part.name == "text" else ""
    what = listed((_named(part.name, code) for code in _telling(part)), spoken=spoken)
    if part.name == "text":
        return _sentence(_("Both speak of %(what)s."), what) if part.shared else escape(_("Both use like words."))
    return _sentence(str(PATTERNS[part.name]), what)


def _sentence(pattern: str, what: Markup) -> Markup:
    """The translated pattern, escaped, with the (already escaped) list in its place."""
    return escape(pattern) % {"what": what}


def _telling(part: Part) -> Sequence[str]:
    """Of goals and targets, the targets say more: a goal is left out where one of its targets is shared."""
    if part.name != "goals":
        return part.shared
    goals_of_targets = {code.partition(".")[0] for code in part.shared if "." in code}
    return [code for code in part.shared if "." in code or code not in goals_of_targets]


def _named(part: str, code: str) -> str:
    """The name of a shared code in the reader's language; a shared word as it stands."""
    words, language = vocabulary(), current_language()
    if part == "text":
        return code
    if part == "language":
        return language_name(code)
    if part == "goals":
        known = words.targets.get(code) or words.goals.get(code)
        return _("%(code)s %(name)s", code=code, name=known.name(language)) if known else code
    tables = {
        "sector": (words.sectors,),
        "modality": (words.modalities,),
        "place": (words.places, words.areas, words.groups),
        "subregion": (words.areas,),
        "region": (words.areas,),
    }
    for table in tables.get(part, ()):
        if code in table:
            return str(table[code].name(language))
    return code
