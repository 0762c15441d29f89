"""A page that could not take a form just now, and gives everything typed back: to send again, or to copy.

Passwords, codes and files are never given back: such a form is filled in again on its own page.
"""

from __future__ import annotations

import re

from flask import Response, g, make_response, render_template, request

from app.core.forms import tidy

SECRET = re.compile(r"password|code|token|credential", re.IGNORECASE)
NOT_TYPED = frozenset({"csrf_token"})


def posted_pairs() -> list[tuple[str, str]]:
    """The fields of the form that was sent, fit to stand in a page."""
    return [(tidy(name), tidy(value)) for name, value in request.form.items(multi=True) if name not in NOT_TYPED]


def page_with_typed(title: str, advice: str, *, status: int) -> Response:
    """The error page with `title` and `advice`, and a form that holds what was posted."""
    posted = request.method == "POST"
    pairs = posted_pairs()
    typed = [(name, value) for name, value in pairs if not SECRET.search(name)]
    whole = len(typed) == len(pairs) and not request.files
    page = render_template(
        "kept_form.html",
        title=title,
        advice=advice,
        typed=typed if posted else [],
        again=posted and whole,
        back=not posted or not whole,
        address=request.full_path.rstrip("?"),
        request_id=g.get("request_id", ""),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
