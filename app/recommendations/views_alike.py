"""Panels that show solutions like something, each with the one reason that counts most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from app.core.alike import Written
from app.core.db import db
from app.core.index import catalogue, record_id, standings_shown
from app.core.permissions import Actor, audience_of
from app.recommendations.alike import main_reason, solutions_alike
from app.recommendations.reasons import sentence
from app.recommendations.selection import Masks
from app.solutions.models import Solution
from app.solutions.selection import rows_by_id

BESIDE_A_FORM = 3


@dataclass(frozen=True, slots=True)
class AlikeRow:
    solution: Solution
    reason: Markup


def written_panel(written: Written, who: Actor) -> Markup:
    """Beside a form: solutions that its text may repeat, or that met such a need."""
    matches = solutions_alike(catalogue(), written, _masks(who), limit=BESIDE_A_FORM)
    reasons = (sentence(main_reason(match), written.language) for match in matches)
    return _drawn([(record_id(match.key), reason) for match, reason in zip(matches, reasons, strict=True)], heading=3)


def _masks(who: Actor) -> Masks:
    return Masks(audience_of(who), standings_shown())


def _drawn(found: Sequence[tuple[int, Markup]], heading: int) -> Markup:
    rows = rows_by_id(db.session, [number for number, _reason in found])
    shown = [AlikeRow(rows[number].solution, reason) for number, reason in found if number in rows]
    return Markup(render_template("recommendations/_alike.html", rows=shown, heading=heading))  # noqa: S704 - a template's
