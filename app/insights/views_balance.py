"""The balance of visibility as a page and as the same figures in CSV and JSON."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, current_app, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.csv_cells import csv_text
from app.core.db import db, utc_now
from app.core.permissions import Actor
from app.insights.balance import FEWEST, SMALL, Balance
from app.insights.balance_rows import balance_of
from app.recommendations.ranker import VISIBILITY
from app.taxonomy.naming import term_name

bp = Blueprint("balance", __name__, template_folder="templates")
COLUMNS = ("group", "share_of_catalogue", "share_of_places_shown", "share_of_first_three_places")


@bp.get("/balance")
def show() -> str:
    found = _found()
    return render_template(
        "insights/balance.html",
        found=found,
        named={row.group: _named(row.group) for row in found.rows},
        value=VISIBILITY,
        counts_examples=current_app.config["DEMO"],
    )


@bp.get("/balance.csv")
def as_csv() -> Response:
    """A line for each group; the period and what is counted stand in each, so that no line is read alone."""
    found = _found()
    more = _about(found)
    lines = ((*record.values(), *more.values()) for record in _records(found))
    return Response(csv_text([(*COLUMNS, *more), *lines]), mimetype="text/csv")


@bp.get("/balance.json")
def as_json() -> Response:
    found = _found()
    told = {**_about(found), "groups": _records(found)}
    return Response(json.dumps(told, ensure_ascii=False, indent=1), mimetype="application/json")


def link_panel(_subject: object, _who: Actor) -> Markup:
    """Where moderators look into what was shown."""
    return Markup('<p><a href="{}">{}</a></p>').format(url_for("balance.show"), _("Balance of visibility"))


def _found() -> Balance:
    return balance_of(db.session, today=utc_now().date())


def _records(found: Balance) -> list[dict[str, Any]]:
    """A share that speaks of too few is left empty."""
    return [dict(zip(COLUMNS, (row.group, row.live, row.shown, row.first), strict=True)) for row in found.rows]


def _about(found: Balance) -> dict[str, Any]:
    return {
        "shown_from": found.since.date().isoformat(),
        "shown_before": found.until.date().isoformat(),
        "solutions": found.live,
        "places_shown": found.shown,
        "first_three_places_shown": found.first,
        "fewest_countries_and_institutions_told": FEWEST,
        "visibility_parameter": VISIBILITY,
        "examples_counted": bool(current_app.config["DEMO"]),
    }


def _named(group: str) -> str:
    return _("Small institutions (up to 50 people)") if group == SMALL else term_name("groups", group)
