"""What every answer carries, whatever the page: headers, caching, languages, kind errors."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.assets import served_name
from tests.browser import Browser


def test_the_front_door_chooses_the_language_that_the_browser_asks_for(app: Flask) -> None:
    client = app.test_client()
    answer = client.get("/", headers={"Accept-Language": "ar-EG,ar;q=0.9,en;q=0.5"})
    assert (answer.status_code, answer.location) == (302, "/ar/")
    assert "Accept-Language" in answer.headers["Vary"]
    assert client.get("/", headers={"Accept-Language": "tlh"}).location == "/en/"


@pytest.mark.parametrize(
    "path", ["/en/", "/en/solutions", "/en/no-such-page", f"/static/{served_name('crux.css')}", "/healthz"]
)
def test_every_answer_carries_the_protecting_headers(app: Flask, path: str) -> None:
    with app.test_client().get(path, follow_redirects=True) as answer:
        headers = answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Request-ID"]


@pytest.mark.parametrize(
    "path", ["/en/", "/en/solutions", "/ar/exchanges", "/en/organisations", "/en/requests", "/en/about"]
)
def test_an_anonymous_reader_gets_no_cookie_and_the_second_time_only_not_modified(app: Flask, path: str) -> None:
    client = app.test_client()
    first = client.get(path, follow_redirects=True)
    assert first.status_code == 200
    assert "Set-Cookie" not in first.headers
    again = client.get(first.request.path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_that_does_not_exist_says_what_to_do_in_the_language_of_its_address(app: Flask) -> None:
    assert "Check the address" in Browser(app).get("/en/nowhere", status=404).text
    assert Browser(app, "ar").get("/ar/nowhere", status=404).root.get("dir") == "rtl"


def test_a_page_that_does_not_exist_offers_the_search_that_it_speaks_of(browser: Browser) -> None:
    [search] = browser.get("/en/nowhere", status=404).all(".//form[@role='search']")
    assert search.get("action") == "/en/solutions"


@pytest.mark.parametrize("path", ["/xx/", "/static/", "/dev/", "/enx/solutions", "/EN/"])
def test_a_language_that_the_site_does_not_have_is_no_page(browser: Browser, path: str) -> None:
    browser.get(path, status=404)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_form_of_another_site_is_refused(app: Flask, headers: dict[str, str]) -> None:
    assert app.test_client().post("/en/sign-in", headers=headers).status_code == 403


def test_the_language_bar_leads_to_the_same_page_with_the_same_question(browser: Browser) -> None:
    page = browser.get("/en/solutions?q=water&_external=1&_scheme=javascript")
    assert "/ar/solutions" in page.links()["عربي"]
    assert "q=water" in page.links()["عربي"]
    assert not page.links()["عربي"].startswith(("javascript", "http"))


def test_health_says_alive_and_ready(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["checks"]) == (200, {"database": True, "disk": True, "index": True})


def test_what_is_too_large_is_refused_kindly(app: Flask) -> None:
    answer = app.test_client().post("/en/sign-in", data={"email": "x" * 13_000_000})
    assert answer.status_code == 413
