"""What becomes of the text of a draft that was typed without a session, or with an old form."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from app.core.kept_form import posted_pairs
from app.core.security import csrf


def token_is_good() -> bool:
    """Whether the form was made for this session; views that keep typed text ask instead of failing."""
    try:
        csrf.protect()
    except CSRFError:
        return False
    return True


def signed_out_page(section: str, form: Any) -> ResponseReturnValue:
    """The session ended while somebody wrote: their text waits on the page, nothing else is shown.

    `form` knows the choices of the page by name, so that nobody reads codes.
    """
    pairs = posted_pairs()
    typed = [(name, value) for name, value in pairs if name not in {"seen", "then"}]
    choices = {(field.name, each.value): each.label for field in form for each in getattr(field, "choices", None) or []}
    page = render_template(
        "drafts/signed_out.html",
        typed=typed,
        told=[choices.get(pair, pair[1]) for pair in typed],
        seen=dict(pairs).get("seen", ""),
        section=section,
    )
    return page, 401
