"""A signed-in person's shortlist of solutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.front_door import is_local
from app.core.db import db, utc_now, writing
from app.core.doors import sign_in_first
from app.core.permissions import actor
from app.core.slugs import LARGEST_ID
from app.saved import service
from app.saved.forms import NoteForm
from app.saved.models import Kept
from app.saved.selection import kept_line, shortlist_of
from app.solutions.selection import SolutionRow, rows_by_id

bp = Blueprint("shortlist", __name__, template_folder="templates")
bp.before_request(sign_in_first)
NUMBER = f"/<int(max={LARGEST_ID}):solution_id>"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the shortlist; without a row when the solution is shown no more."""

    kept: Kept
    row: SolutionRow | None


@bp.get("", strict_slashes=False)
def index() -> str:
    lines = _lines(shortlist_of(db.session, _me()))
    removed = _just_removed(request.args.get("removed", ""))
    return render_template("saved/shortlist.html", lines=lines, removed=removed, most=service.MOST_KEPT)


@bp.post("/keep")
def keep() -> ResponseReturnValue:
    """Only what the person can see; again is fine."""
    number = _number_sent()
    if number not in rows_by_id(db.session, [number]) and kept_line(db.session, _me(), number) is None:
        abort(404)
    try:
        with writing() as session:
            service.keep(session, _me(), number, now=utc_now())
    except service.ShortlistFull:
        flash(_("Your shortlist is full. Remove something from it first."))
        return redirect(url_for(".index"), 303)
    return redirect(_back(number), 303)


@bp.post("/remove")
def remove() -> ResponseReturnValue:
    number = _number_sent()
    with writing() as session:
        service.remove(session, _me(), number, now=utc_now())
    here = url_for(".index", removed=number)
    return redirect(_back(number) if request.form.get("back") else here, 303)


@bp.route(NUMBER + "/note", methods=["GET", "POST"])
def note(solution_id: int) -> ResponseReturnValue:
    line = kept_line(db.session, _me(), solution_id)
    if line is None or line.removed_at is not None:
        abort(404)
    form = NoteForm(note=line.note)
    if not form.validate_on_submit():
        return render_template("saved/note.html", form=form, line=_lines([line])[0]), form.status
    with writing() as session:
        service.write_note(session, _me(), solution_id, form.note.data or "")
    return redirect(f"{url_for('.index')}#solution-{solution_id}", 303)


def _me() -> int:
    return actor().person_id or abort(404)


def _lines(held: Sequence[Kept]) -> list[Line]:
    rows = rows_by_id(db.session, [each.solution_id for each in held])
    return [Line(each, rows.get(each.solution_id)) for each in held]


def _just_removed(text: str) -> Line | None:
    """The line that was removed by the form before, while it can be put back."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    line = kept_line(db.session, _me(), number)
    return _lines([line])[0] if line is not None and line.removed_at is not None else None


def _number_sent() -> int:
    text = request.form.get("solution", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else abort(404)


def _back(number: int) -> str:
    """To the page with the button, at the same place."""
    back = request.form.get("back", "")
    return f"{back.partition('#')[0] if is_local(back) else url_for('.index')}#solution-{number}"
