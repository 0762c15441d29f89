"""Why a match is a match, in the reader's words: one reason for each part of the score, and points to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.core.i18n import current_language, language_name
from app.core.words import listed
from app.recommendations.points import in_points
from app.taxonomy import vocabulary
from matching import Match, Part

NEAREST_FIRST = ("country", "subregion", "region", "group")


@dataclass(frozen=True, slots=True)
class Reason:
    """One cut of the bar: its part's name, a short label, whole points of 100, and a sentence."""

    part: str
    label: str
    points: int
    words: Markup


def reasons_for(parts: Sequence[Part]) -> list[Reason]:
    """The reasons of a match in the order of its parts; parts that add nothing are left out."""
    labels = _labels()
    points = in_points([part.value for part in parts])
    return [
        Reason(part.name, labels[part.name], own, sentence(part))
        for part, own in zip(parts, points, strict=True)
        if own > 0
    ]


def score_of(match: Match) -> int:
    """The score in whole points of 100: the sum of its reasons."""
    return sum(in_points([part.value for part in match.parts]))


def _labels() -> dict[str, str]:
    return {
        "text": _("need"),
        "goals": _("goals"),
        "sector": _("sector"),
        "place": _("place"),
        "language": _("language"),
        "modality": _("way of working"),
        "evidence": _("evidence"),
    }


def sentence(part: Part) -> Markup:
    """What the two sides share in this part, in one sentence."""
    what = listed(_named(part.name, code) for code in _telling(part))
    if part.name == "text":
        return _sentence(_("Both speak of %(what)s."), what) if part.shared else escape(_("Both use like words."))
    patterns = {
        "text": _("Both speak of %(what)s."),
        "goals": _("Both serve %(what)s."),
        "sector": _("Same sector: %(what)s."),
        "place": _("Shared place or group: %(what)s."),
        "language": _("Can work together in: %(what)s."),
        "modality": _("Way of working asked for and offered: %(what)s."),
        "evidence": _("The results are documented beyond the institution’s own report."),
    }
    return _sentence(patterns[part.name], what)


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
    }
    for table in tables.get(part, ()):
        if code in table:
            return str(table[code].name(language))
    return code
