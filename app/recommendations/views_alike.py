"""Panels that show solutions or exchanges like something, each with the reason that counts most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import get_template_attribute
from markupsafe import Markup

from app.core.alike import Written
from app.core.db import db
from app.core.fragments import fragments
from app.core.i18n import current_language
from app.core.index import catalogue, number_seen, record_id, standings_shown
from app.core.meaning_written import meaning_of_written
from app.core.permissions import Actor, audience_of
from app.exchanges.selection import rows_by_id as exchanges_by_id
from app.recommendations.alike import exchanges_alike, main_reason, related_to, solutions_alike
from app.recommendations.reasons import sentence
from app.recommendations.selection import Masks
from app.solutions.models import Solution
from app.solutions.search import KIND
from app.solutions.selection import published, rows_by_id
from app.taxonomy import vocabulary
from app.translation.service import prefetch
from matching import Part

SHOWN = 3
TEMPLATE = "recommendations/_alike.html"


def written_panel(written: Written, who: Actor) -> Markup:
    """Beside a form: solutions that its text may repeat, or that met such a need."""
    meaning = meaning_of_written(written)
    matches = solutions_alike(catalogue(), written, _masks(who), limit=SHOWN, meaning=meaning)
    rows = rows_by_id(db.session, [record_id(match.key) for match in matches])
    reasons = {record_id(match.key): sentence(main_reason(match), written.language) for match in matches}
    drawn = get_template_attribute(TEMPLATE, "alike_row")
    return Markup("").join(drawn(rows[key].solution, reason) for key, reason in reasons.items() if key in rows)


def exchanges_panel(subject: tuple[Written, str], who: Actor) -> Markup:
    """Beside the form of a request: what countries around this one have done about such a need."""
    written, country = subject
    found = exchanges_alike(catalogue(), written, country, _masks(who), limit=SHOWN)
    rows = exchanges_by_id(db.session, [each.number for each in found]) if found else {}
    drawn = get_template_attribute(TEMPLATE, "exchange_alike")
    return Markup("").join(
        drawn(rows[each.number], [sentence(_nearness(each.area)), sentence(each.part, written.language)])
        for each in found
        if each.number in rows
    )


def _nearness(area: str) -> Part:
    widest = vocabulary().areas[area].level == "region"
    return Part("region" if widest else "subregion", 0.0, (area,))


def related_panel(subject: tuple[Solution, Sequence[str]], who: Actor) -> Markup:
    """On the page of a solution with its goals and targets. Each row is drawn once and again when its record changes;
    the reasons are put in every time."""
    found = related_to(catalogue(), *subject, _masks(who), limit=SHOWN)
    numbers = [each.number for each in found]
    rows = Markup("").join(fragments(KIND, numbers, f"related {current_language()}", _draw, at=number_seen()))
    for each in found:
        rows = rows.replace(_place(each.number), sentence(each.part))
    return Markup(get_template_attribute(TEMPLATE, "related_section")(rows)) if rows else rows  # noqa: S704 - a template's


def _draw(numbers: Sequence[int]) -> Mapping[int, Markup]:
    drawn = get_template_attribute(TEMPLATE, "alike_row")
    rows = published(db.session, numbers)  # the index was asked as the reader
    prefetch(db.session, rows)
    return {row.key: Markup(drawn(row, _place(row.key))) for row in rows}  # noqa: S704


def _place(number: int) -> str:
    """Where the reason of a row goes."""
    return f"\0{number}\0"


def _masks(who: Actor) -> Masks:
    return Masks(audience_of(who), standings_shown())
