"""The language bar and what a page tells programs about its languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from app.core.db import writing
from app.core.mail import post
from tests.browser import Browser, Page
from tests.core.mail_ground import NOW, a_message
from tests.factories import an_organisation

BAR = ["عربي", "中文", "English", "Français", "Русский", "Español", "Português"]
CODES = ["ar", "zh", "en", "fr", "ru", "es", "pt"]


def bar(page: Page) -> list[tuple[str | None, str | None]]:
    return [(link.get("hreflang"), link.get("href")) for link in page.all(".//nav[@class='languages']//a")]


def alternates(page: Page) -> dict[str, str]:
    links = page.all(".//link[@rel='alternate']")
    return {link.get("hreflang", ""): link.get("href", "") for link in links if link.get("hreflang")}


def test_the_bar_has_the_order_of_the_united_nations_and_each_language_s_own_name(app: Flask) -> None:
    for code in CODES:
        page = Browser(app, code).get("solutions.index")
        links = page.all(".//nav[@class='languages']//a")
        assert ["".join(link.itertext()) for link in links] == BAR
        assert [link.get("lang") for link in links] == CODES
        assert [link.get("lang") for link in links if link.get("aria-current") == "page"] == [code]


@pytest.mark.parametrize(
    "path",
    ["/", "/solutions?q=w%C3%A4ter+%26&place=KEN", "/requests?page=2", "/about", "/sign-in?next=%2Fen%2Faccount"],
)
def test_every_page_leads_to_itself_in_the_other_languages_with_the_same_query(browser: Browser, path: str) -> None:
    page = browser.get(f"/en{path}")
    assert bar(page) == [(code, f"/{code}{path}") for code in CODES]
    assert {code: url for code, url in alternates(page).items() if code != "x-default"} == {
        code: f"http://localhost/{code}{path}" for code in CODES
    }


def test_a_form_that_was_answered_with_errors_keeps_its_place_in_the_bar(browser: Browser) -> None:
    page = browser.get("site.correct", kind="organisation", number=_organisation(browser.app))
    wrong = browser.submit(page, {}, status=422)
    assert ("fr", page.response.request.path.replace("/en/", "/fr/")) in bar(wrong)


def test_readers_of_no_language_of_the_site_are_led_to_the_choice_or_to_english(app: Flask) -> None:
    visitor = Browser(app, "ru")
    assert alternates(visitor.get("/ru/"))["x-default"] == "http://localhost/"
    assert alternates(visitor.get("/ru/?from=mail"))["x-default"] == "http://localhost/?from=mail"
    assert alternates(visitor.get("/ru/solutions?q=a"))["x-default"] == "http://localhost/en/solutions?q=a"
    assert alternates(visitor.get("/ru/nowhere", status=404))["x-default"] == "http://localhost/"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/solutions", 200), ("/nowhere", 404), ("/requests/999", 404)]
)
def test_every_page_says_its_language_in_a_header_too(app: Flask, code: str, path: str, status: int) -> None:
    page = Browser(app, code).get(f"/{code}{path}", status=status)
    assert page.response.headers["Content-Language"] == page.root.get("lang") == code


def test_a_page_whose_address_names_no_language_depends_on_the_browser_s(app: Flask) -> None:
    answer = app.test_client().get("/dev/people", headers={"Accept-Language": "es"})
    assert answer.headers["Content-Language"] == "es"
    assert "Accept-Language" in answer.headers["Vary"]
    assert "Accept-Language" not in app.test_client().get("/es/").headers["Vary"]


def test_a_stored_mail_says_the_language_it_is_in_not_that_of_the_reader(app: Flask) -> None:
    with app.app_context(), writing() as session:
        number = post(session, replace(a_message(), locale="ar"), now=NOW).id
    answer = app.test_client().get(f"/dev/mailbox/{number}/html", headers={"Accept-Language": "fr"})
    assert answer.headers["Content-Language"] == "ar"


def _organisation(app: Flask) -> int:
    with app.app_context(), writing() as session:
        return an_organisation(session).key
