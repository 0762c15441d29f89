"""The form with nothing in it, on one page: for people who write on paper first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.fields import OneOf, OneOfMany, SomeOf
from app.country_requests.drafting import writing_of_nobody
from app.country_requests.journey import PAGES, TASKS

bp = Blueprint("empty_form", __name__, template_folder="templates")
MOST_ON_PAPER = 30  # choices of one question; more are written by hand


@bp.get("/new/print")
def show() -> ResponseReturnValue:
    writing = replace(writing_of_nobody(), answers={})
    forms = {name: page.form(None, writing) for name, page in PAGES.items()}
    for field in (field for form in forms.values() for field in form):
        if isinstance(field, SomeOf):
            field.fold = 0  # nothing unfolds on paper
        elif isinstance(field, OneOf):
            field.data = ""  # and nothing is ticked that could not be unticked
    return render_template("country_requests/empty.html", tasks=TASKS, forms=forms, by_hand=_by_hand)


def _by_hand(field: Any) -> bool:
    if not isinstance(field, OneOf | OneOfMany | SomeOf):
        return False
    return isinstance(field, OneOfMany) or not 0 < len(list(field.choices or [])) <= MOST_ON_PAPER
