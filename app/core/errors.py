"""Kind pages for whatever goes wrong: what happened, and what to do next. Never a trace, never a 500 for input."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.core.db import Busy, db
from app.core.kept_form import page_with_typed
from app.core.security import was_sent_from_here

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Exception, _unexpected)


def _words(status: int) -> tuple[str, str]:
    """(title, what to do) for a status."""
    known = {
        400: (_("This page could not read what was sent"), _("Go back, check the form and send it again.")),
        403: (_("This page is not open to you"), _("Sign in with another account, or go to the home page.")),
        404: (_("Page not found"), _("Check the address, or search the solutions.")),
        405: (_("This address does not work that way"), _("Go back and use the button on the page.")),
        410: (_("This link is no longer valid"), _("Ask for a new one on the page where you got it.")),
        413: (_("What was sent is too large"), _("Shorten the text or choose smaller files, then send it again.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        503: (_("The site is busy"), _("Nothing was lost. Go back and send it again in a minute.")),
    }
    return known.get(status, (_("Something went wrong on our side"), _("It has been noted. Try again in a minute.")))


def _answer(status: int) -> Response:
    title, advice = _words(status)
    if request.path.startswith(("/api/", "/healthz", "/readyz")):
        return make_response(jsonify(error=title, advice=advice, request_id=g.get("request_id", "")), status)
    page = _page(title, advice, may_search=status == HTTPStatus.NOT_FOUND)
    return make_response(page, status)


def _page(title: str, advice: str, *, may_search: bool = False) -> str:
    number = g.get("request_id", "")
    return render_template("error.html", title=title, advice=advice, request_id=number, may_search=may_search)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    response = _answer(error.code or 500)
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _stale_form(_error: CSRFError) -> Response:
    """The session ended or changed (by signing in, say) while the form was open: it can be sent again as it is."""
    title = _("This form was open for too long")
    if was_sent_from_here():
        return page_with_typed(title, _("Nothing is lost. Press the button to send it again."), status=400)
    advice = _("Go back, reload the page and send it again. What was saved before is still there.")
    page = _page(title, advice)
    return make_response(page, 400)


def _busy(_error: Busy) -> Response:
    if request.method == "POST" and was_sent_from_here():
        response = page_with_typed(
            _("The site is busy"), _("Nothing is lost. Press the button in a minute."), status=503
        )
    else:
        response = _answer(503)
    response.headers["Retry-After"] = "5"
    return response


def _unexpected(error: Exception) -> Response:
    log.exception("unexpected", error_type=type(error).__name__)
    db.session.rollback()
    return _answer(500)
