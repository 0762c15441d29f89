"""Fragments: the same template part, alone for htmx and inside its page for everybody else."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request


def wants_fragment() -> bool:
    """True when htmx asks for a part of a page, not when it restores or boosts a whole one."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and headers.get("HX-Request-Type", "partial") != "full"


def page_or_fragment(page: str, *, fragment: str | None = None, **context: Any) -> Response:
    """`page`, or its `fragment` (`_results.html` beside it) when htmx asks for it."""
    part = fragment and wants_fragment()
    response = make_response(render_template(fragment if part and fragment else page, **context))
    response.vary.add("HX-Request")
    return response
