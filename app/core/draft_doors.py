"""What becomes of the text of a draft that was typed without a session, or with an old form."""

from __future__ import annotations

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


def signed_out_page(section: str) -> ResponseReturnValue:
    """The session ended while somebody wrote: their text waits on the page, nothing else is shown."""
    pairs = posted_pairs()
    typed = [(name, value) for name, value in pairs if name != "seen"]
    seen = dict(pairs).get("seen", "")
    return render_template("drafts/signed_out.html", typed=typed, seen=seen, section=section), 401
