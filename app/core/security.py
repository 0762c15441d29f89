"""Headers on every answer, forms that only our own pages can send, and pages that may be kept or not."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request, session
from flask_wtf import CSRFProtect

from app.core.kept_pages import let_keep
from app.core.permissions import actor

csrf = CSRFProtect()

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
FRAMED_POLICY = CONTENT_POLICY.replace("script-src 'self'", "script-src 'none'").replace(
    "frame-ancestors 'none'", "frame-ancestors *"
)
SEALED_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"  # for files that people added
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ONE_YEAR = 31_536_000
MOST_BYTES = 12 * 1024 * 1024
MOST_FORM_BYTES = 2 * 1024 * 1024


def init_app(app: Flask, *, https: bool) -> None:
    app.before_request(_refuse_foreign_writes)  # before the token is looked at
    csrf.init_app(app)
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_SSL_STRICT=False,  # a browser that hides the Referer is judged by Origin and Sec-Fetch-Site
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a focal point may write for hours
        HTTPS=https,
    )
    app.after_request(finish)


def _refuse_foreign_writes() -> None:
    """A browser says where a form was; a write from another site stops here, token or not."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        abort(403)
    origin = request.headers.get("Origin")
    if origin and origin != "null" and not _is_ours(origin):
        abort(403)


def _is_ours(address: str) -> bool:
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return False
    return host in {request.host, urlsplit(str(current_app.config["BASE_URL"])).netloc}


def was_sent_from_here() -> bool:
    """Whether the browser says that one of our own pages sent this: then what it holds may be shown again."""
    site = request.headers.get("Sec-Fetch-Site")
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return site == "same-origin" or (site is None and _is_ours(said))


def framed(response: Response) -> Response:
    """Of a page without script that other sites may show in a frame: it must be the same for everybody."""
    response.headers["Content-Security-Policy"] = FRAMED_POLICY
    return response


def finish(response: Response) -> Response:
    """Give the answer its headers; let an anonymous reader's page be checked for change, keep no other."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        response.headers["Content-Security-Policy"] = SEALED_POLICY
    if current_app.config["HTTPS"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
    if request.endpoint == "static":
        return _cache_asset(response)
    return _cache_page(response)


def _cache_asset(response: Response) -> Response:
    if response.status_code in {200, 304}:
        response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    return response


def _cache_page(response: Response) -> Response:
    response.vary.update({"Cookie", "Accept-Encoding"})
    personal = actor().is_signed_in or bool(session) or session.modified or "Set-Cookie" in response.headers
    if personal or response.status_code != 200 or request.method not in {"GET", "HEAD"}:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if response.is_streamed:
        return response
    response.add_etag()
    response.make_conditional(request)
    return let_keep(response)
