"""What stands at the door of draft pages: who may come in, and what becomes of text typed without a session."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from app.core.kept_form import posted_pairs
from app.core.security import csrf


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and from there back to the present one."""
    return redirect(url_for("security.login", next=request.full_path.rstrip("?")))


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
