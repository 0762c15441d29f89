"""The way to write, on the pages of solutions and institutions; and one's conversations, on the account page."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy import exists, select
from sqlmodel import col

from app.conversations.permissions import sides_read_by
from app.conversations.selection import conversations_of
from app.core.db import db
from app.core.permissions import Actor
from app.organisations.models import Organisation
from app.organisations.permissions import is_editor
from app.solutions.models import Solution, SolutionOrganisation


def solution_panel(solution: Solution, _who: Actor) -> Markup:
    """Where the solution names an institution. The same for everybody: the page is kept."""
    named = select(exists().where(col(SolutionOrganisation.solution_id) == solution.key))
    return _write("solution", solution.key) if db.session.scalar(named) else Markup("")


def organisation_panel(organisation: Organisation, who: Actor) -> Markup:
    return Markup("") if is_editor(who, organisation.key) else _write("organisation", organisation.key)


def account_panel(_person: object, who: Actor) -> Markup:
    """For those who act for somebody."""
    sides = sides_read_by(who)
    if not sides:
        return Markup("")
    lines = conversations_of(db.session, sides, limit=1)
    waits = bool(lines) and lines[0].last.side not in sides
    return Markup(render_template("conversations/_account.html", waits=waits))  # noqa: S704 - made by a template


def _write(kind: str, number: int) -> Markup:
    page = render_template("conversations/_write.html", kind=kind, number=number)
    return Markup(page)  # noqa: S704 - made by a template
