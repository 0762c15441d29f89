"""What reaches the sign-in library: forms only, a `next` that stays here, and no act by merely opening a link."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user, user_logged_out
from flask_security.confirmable import confirm_email_token_status
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from app.accounts.forms import PlainForm
from app.core.db import db

CONFIRMING = "security.confirm_email"
ASKED_FOR_A_LINK = "security.forgot_password"
AT_LEAST = 0.3  # seconds: longer than making and not making a link takes, so that the clock tells neither
FORGET = '"cache"'  # what a browser drops at sign-out; the cookie goes by itself


def init_app(app: Flask) -> None:
    app.before_request(_forms_only)
    app.before_request(_keep_next_local)
    app.before_request(_go_on_if_signed_in)
    app.before_request(_show_before_confirming)
    app.after_request(_forget_at_sign_out)
    app.after_request(_take_as_long)
    user_logged_out.connect(_empty_session, app)


def is_local(address: str) -> bool:
    """Whether `address` is a path of this site, whatever a browser may make of slashes and marks."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and all(mark.isprintable() and mark != " " for mark in address)


def onward() -> str:
    """Where the page's address says to go afterwards, if that is a page of ours."""
    address = request.args.get("next", "")
    return address if is_local(address) else ""


def _forms_only() -> None:
    """The library also speaks JSON; an interface that nobody asked for is not kept open."""
    if request.blueprint == "security" and request.is_json:
        abort(400)


def _go_on_if_signed_in() -> ResponseReturnValue | None:
    """Links of mails go by way of signing in; whoever has done that is led on."""
    asked = request.endpoint == "security.login" and request.method == "GET"
    return redirect(onward()) if asked and current_user.is_authenticated and onward() else None


def _keep_next_local() -> None:
    """`next` leads to a page of ours or nowhere."""
    if request.blueprint != "security":
        return
    db.session.autoflush = False
    request.args = _without_foreign_next(request.args)
    if request.method == "POST":
        request.form = ImmutableMultiDict(_without_foreign_next(request.form))


def _without_foreign_next(values: MultiDict[str, str]) -> MultiDict[str, str]:
    if all(is_local(address) for address in values.getlist("next")):
        return values
    return MultiDict([(name, value) for name, value in values.items(multi=True) if name != "next"])


def _show_before_confirming() -> str | None:
    """Mail programs open links by themselves: a link that still works shows a button, and the button confirms."""
    if request.endpoint != CONFIRMING or request.method == "POST":
        return None
    expired, invalid, person = confirm_email_token_status((request.view_args or {})["token"])  # type: ignore[no-untyped-call]
    if expired or invalid or person is None or person.confirmed_at is not None:
        return None  # the library says what is the matter
    return render_template("accounts/confirm.html", person=person, form=PlainForm())


def _empty_session(_app: Flask, **_: object) -> None:
    from flask import session

    session.clear()


def _forget_at_sign_out(response: Response) -> Response:
    if request.endpoint == "security.logout" and response.status_code < 400:
        response.headers["Clear-Site-Data"] = FORGET
    return response


def _take_as_long(response: Response) -> Response:
    """Whether a link is made for an address or not, the answer takes the same time; a refusal says nothing anyway."""
    if request.endpoint == ASKED_FOR_A_LINK and request.method == "POST" and response.status_code < 400:
        time.sleep(max(0.0, g.started + AT_LEAST - time.perf_counter()))
    return response
