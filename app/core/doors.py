"""What stands at the door of pages for people with an account: sign in first, and come back."""

from __future__ import annotations

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.core.permissions import actor


def sign_in_first() -> ResponseReturnValue | None:
    """For `before_request`: nobody who is not signed in comes further."""
    return None if actor().is_signed_in else ask_to_sign_in()


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and from there back to the present one."""
    return redirect(url_for("security.login", next=way_back()))


def way_back() -> str:
    """The page that was asked for, or on which a form was sent; the account where the address only takes forms."""
    adapter = current_app.create_url_adapter(request)
    is_page = adapter is not None and adapter.test(method="GET")
    return request.full_path.rstrip("?") if is_page else url_for("accounts.show")
