"""F-35: every answer of every address carries the headers, whatever its status; private pages are kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from app import Settings, create_app
from app.core.assets import served_name
from app.core.db import Busy, db, writing
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.site.ground import PAGES, one_of_each
from tests.site.routes import addresses

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE")
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'",
}  # fmt: skip
# A card for other sites, and nothing else, may stand in a frame; it has no script.
FRAMED = POLICY - {"script-src 'self'", "frame-ancestors 'none'"} | {"script-src 'none'", "frame-ancestors *"}


def check(headers: Headers, where: object) -> None:
    policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    assert policy >= POLICY or "sandbox" in policy or (policy >= FRAMED and "/embed/" in str(where)), where
    assert "unsafe" not in headers["Content-Security-Policy"], where
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", where
    assert headers["Permissions-Policy"], where
    assert headers["X-Request-ID"], where
    assert "Server" not in headers or "Python" not in headers["Server"], where
    if headers.get("Content-Type", "").startswith("text/"):
        assert "charset=utf-8" in headers["Content-Type"].lower(), where


def asked(client: FlaskClient, method: str, path: str) -> TestResponse:
    answer = client.open(path, method=method)
    answer.get_data()
    answer.close()
    return answer


def test_every_address_answers_every_method_with_the_headers(app: Flask) -> None:
    client, statuses = app.test_client(), set()
    for path in ("/.git/config", "/static/", "/static/../app/config.py", "/static/%2e%2e/app/config.py"):
        assert asked(client, "GET", path).status_code == 404, path
    paths = {path for method in ("GET", "POST") for _, path in addresses(app, method)}
    assert len(paths) > 50
    for path in sorted({*paths, "/en/nowhere", "/.git/config", "/static/", "/static/../app/config.py"}):
        for method in METHODS if path.startswith(("/en/", "/static")) else ("GET",):
            answer = asked(client, method, path)
            check(answer.headers, (method, path, answer.status_code))
            assert answer.status_code < 500, (method, path, answer.status_code)
            if method in {"PUT", "DELETE", "PATCH", "TRACE"}:
                assert answer.status_code in {404, 405}, (method, path)
            statuses.add(answer.status_code)
    assert statuses >= {200, 302, 400, 404, 405}


def test_pages_of_records_and_those_not_changed_since_carry_them_too(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one_of_each(session)
    client = app.test_client()
    for path in PAGES:
        first = asked(client, "GET", path)
        check(first.headers, path)
        if "ETag" in first.headers:
            again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
            assert again.status_code == 304
            check(again.headers, path)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 413, 414, 422, 429, 500, 503])
def test_every_kind_of_failure_carries_them(app: Flask, status: int) -> None:
    app.add_url_rule("/fails", view_func=lambda: abort(status))
    answer = asked(app.test_client(), "GET", "/fails")
    assert answer.status_code == status
    check(answer.headers, status)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("fault", [RuntimeError("secret inside"), Busy()])
def test_a_fault_of_ours_carries_them_and_tells_nothing(app: Flask, fault: Exception) -> None:
    def view() -> str:
        raise fault

    app.testing = False
    app.add_url_rule("/fails", view_func=view)
    answer = asked(app.test_client(), "GET", "/fails")
    assert answer.status_code in {500, 503}
    check(answer.headers, fault)
    assert "secret inside" not in answer.get_data(as_text=True)


def test_in_production_a_browser_is_told_to_come_by_https_only(settings: Settings) -> None:
    app = create_app(replace(settings, mode="production", base_url="https://crux.example.org"))
    for path in ("/en/", "/en/nowhere", f"/static/{served_name('crux.css')}", "/"):
        answer = asked(app.test_client(), "GET", path)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", path
    cookie = asked(app.test_client(), "GET", "/en/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("__Host-crux=")
    assert all(mark in cookie for mark in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert "Domain" not in cookie
    with app.app_context():
        db.engine.dispose()


def test_what_a_signed_in_person_sees_is_kept_in_no_cache(app: Flask) -> None:
    """F-43: also pages that anybody may read: they carry the person's name."""
    browser = Browser(app)
    sign_in(browser, a_person(app))
    for endpoint, path in addresses(app, "GET"):
        if endpoint in {"static", "security.static"}:
            continue
        answer = asked(browser.client, "GET", path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "ETag" not in answer.headers, path


def test_signing_out_empties_the_browsers_cache_and_its_cookie(app: Flask) -> None:
    browser = Browser(app)
    sign_in(browser, a_person(app))
    token = browser.get("accounts.show").form_values("sign-out")
    answer = browser.client.post("/en/sign-out", data=token)
    assert '"cache"' in answer.headers["Clear-Site-Data"]
    assert asked(browser.client, "GET", "/en/account").status_code == 302


def test_no_page_and_no_script_stores_anything_in_the_browser() -> None:
    from app.config import STATIC

    script = (STATIC / "js" / "crux.js").read_text()
    assert not any(store in script for store in ("localStorage", "sessionStorage", "indexedDB", "document.cookie"))
