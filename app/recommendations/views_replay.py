"""For moderators: what was shown for a request and when, and what would be shown today."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.accounts.holders import names_of_people
from app.core.db import db
from app.core.index import catalogue, record_id, standings_shown
from app.core.permissions import actor, audience_of, may, require
from app.core.slugs import LARGEST_ID
from app.country_requests.models import CountryRequest
from app.recommendations.overrides import overrides_of
from app.recommendations.reasons import parts_in_words
from app.recommendations.replay import lists_shown
from app.recommendations.selection import Masks, solutions_for
from app.recommendations.views_overrides import shown_of
from app.solutions.selection import rows_by_id
from app.translation.service import words_from

bp = Blueprint("replay", __name__, template_folder="templates")


@bp.get(f"/requests/<int(max={LARGEST_ID}):request_id>/matches/shown")
def show(request_id: int) -> ResponseReturnValue:
    row = db.session.get(CountryRequest, request_id) or abort(404)
    require("request.see", row)
    require("request.replay_matches", row, hide=False)
    masks = Masks(audience_of(actor()), standings_shown())
    found = solutions_for(catalogue(), db.session, row, masks)
    lists = lists_shown(db.session, request_id, {record_id(match.key): match.rank for match in found})
    shown = rows_by_id(db.session, [line.solution_id for each in lists for line in each.lines])
    decided = overrides_of(db.session, request_id)
    return render_template(
        "recommendations/replay.html",
        row=row,
        lists=lists,
        shown=shown,
        parts_in_words=parts_in_words,
        decided=decided,
        words_from=words_from,
        decided_on=shown_of(decided),
        people=names_of_people(db.session, [who for each in decided for who in (each.decided_by, each.withdrawn_by)]),
        may_override=may(actor(), "request.override_matches", (row, None, frozenset())),
    )
