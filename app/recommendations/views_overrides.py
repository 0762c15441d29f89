"""For moderators: a solution is taken out of the matches of a request or put forward, and what stands is withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.holders import names_of_people
from app.core.db import db, utc_now, writing
from app.core.i18n import current_language
from app.core.permissions import actor, may, require
from app.core.slugs import LARGEST_ID
from app.country_requests.models import CountryRequest
from app.recommendations import overrides
from app.recommendations.forms import OverrideForm
from app.recommendations.models import MatchOverride
from app.recommendations.selection import organisations_of
from app.solutions.models import Solution
from app.solutions.selection import SolutionRow, rows_by_id
from app.translation.service import words_from

bp = Blueprint("overrides", __name__, template_folder="templates")
NUMBER = f"int(max={LARGEST_ID})"
ALL = f"/requests/<{NUMBER}:request_id>/matches/decided"


@bp.route(ALL, methods=["GET", "POST"])
def index(request_id: int) -> ResponseReturnValue:
    row = _request_or_404(request_id)
    form = OverrideForm(data={"solution": request.args.get("solution", "")})
    if form.validate_on_submit() and _chosen(form, row):
        with writing() as session:
            overrides.override(
                session,
                request_id=request_id,
                solution_id=form.number,
                place=form.place,
                reason=str(form.reason.data),
                language=current_language(),
                by=actor(),
                now=utc_now(),
            )
        flash(_("The decision is kept, and holds from now on."))
        return redirect(url_for(".index", request_id=request_id))
    decided = overrides.overrides_of(db.session, request_id)
    return render_template(
        "recommendations/overrides.html",
        row=row,
        form=form,
        decided=decided,
        words_from=words_from,
        shown=shown_of(decided),
        people=names_of_people(db.session, [who for each in decided for who in (each.decided_by, each.withdrawn_by)]),
    ), form.status


@bp.post(f"{ALL}/<{NUMBER}:override_id>/withdraw")
def withdraw(request_id: int, override_id: int) -> ResponseReturnValue:
    row = _request_or_404(request_id)
    found = db.session.get(MatchOverride, override_id)
    if found is None or found.request_id != request_id:
        abort(404)
    solution = db.session.get(Solution, found.solution_id)
    about = (row, solution, organisations_of(db.session, found.solution_id))
    require("request.override_matches", about, hide=False)
    with writing() as session:
        found = session.get_one(MatchOverride, override_id)
        overrides.withdraw(session, found, by=actor(), now=utc_now())
    flash(_("The decision is withdrawn."))
    return redirect(url_for(".index", request_id=request_id))


def shown_of(decided: Sequence[MatchOverride]) -> Mapping[int, SolutionRow]:
    """What is decided about, by number, as far as it is still to be seen."""
    return rows_by_id(db.session, sorted({each.solution_id for each in decided}))


def _chosen(form: OverrideForm, row: CountryRequest) -> bool:
    """Whether the solution is there and is not the moderator's own; else the form says what to do."""
    found = rows_by_id(db.session, [form.number]).get(form.number)
    if found is None:
        form.solution.errors = [*form.solution.errors, _("Enter the address or the number of a published solution")]
        return False
    if not may(actor(), "request.override_matches", (row, found.solution, organisations_of(db.session, form.number))):
        form.form_errors.append(_("Another moderator decides this: it is about your own country or institution."))
        return False
    return True


def _request_or_404(request_id: int) -> CountryRequest:
    row = db.session.get(CountryRequest, request_id) or abort(404)
    require("request.see", row)
    require("request.override_matches", (row, None, frozenset()), hide=False)
    return row
