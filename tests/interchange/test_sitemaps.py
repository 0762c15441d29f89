"""Search engines are led to what institutions and countries confirmed and opened to everybody, in every language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing, Visibility
from app.interchange import sitemaps
from app.solutions.models import SolutionStatus
from app.taxonomy import vocabulary
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import LONG_AGO, a_country_request, a_solution, an_exchange, an_organisation
from tests.interchange.ground import xml

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
LANGUAGES = vocabulary().site.languages
CONFIRMED: dict[str, Any] = {"standing": Standing.CONFIRMED}


def sitemap(browser: Browser, address: str = "/sitemap.xml") -> Element:
    return xml(browser, address.removeprefix("http://localhost"), "application/xml")


def parts(browser: Browser) -> list[str]:
    return [each.text or "" for each in sitemap(browser).iter(MAP + "loc")]


def records(browser: Browser) -> list[Element]:
    maps = [sitemap(browser, address) for address in parts(browser) if "pages" not in address]
    return [entry for each in maps for entry in each.iter(MAP + "url")]


def place_of(entry: Element) -> str:
    return unquote(entry.findtext(MAP + "loc") or "").removeprefix("http://localhost")


def test_robots_are_told_where_the_map_is(browser: Browser) -> None:
    answer = browser.client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Sitemap: http://localhost/sitemap.xml" in answer.get_data(as_text=True).splitlines()


def test_only_confirmed_published_public_records_are_in_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Confirmed tanks", **CONFIRMED)
        a_solution(session, "Documented tanks", standing=Standing.DOCUMENTED)
        a_solution(session, "Example tanks", standing=Standing.EXAMPLE)
        a_solution(session, "Draft tanks", status=SolutionStatus.DRAFT, **CONFIRMED)
        a_solution(session, "Tanks for members", visibility=Visibility.MEMBERS, **CONFIRMED)
        an_organisation(session, "Institute", **CONFIRMED)
        an_organisation(session, "Submitted institute", status="submitted", **CONFIRMED)
        an_exchange(session, "Documented exchange")
        a_country_request(session, "Floods", **CONFIRMED)
        a_country_request(session, "Floods for members", visibility=Visibility.MEMBERS, **CONFIRMED)
    found = {place_of(entry) for entry in records(browser)}
    assert {each for each in found if each.startswith("/en/")} == {
        "/en/solutions/1-confirmed-tanks", "/en/organisations/1-institute", "/en/requests/1-floods",
    }  # fmt: skip
    assert len(found) == 3 * len(LANGUAGES)


def test_a_member_who_is_signed_in_finds_no_more_in_it(app: Flask) -> None:
    browser = Browser(app)
    with app.app_context(), writing() as session:
        a_country_request(session, visibility=Visibility.MEMBERS, **CONFIRMED)
    sign_in(browser, a_person(app))
    assert records(browser) == []


def test_every_entry_is_a_page_and_names_it_in_every_language(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "خزانات & wells", source_language="ar", **CONFIRMED)
    entries = records(browser) + list(sitemap(browser, "/sitemaps/pages.xml").iter(MAP + "url"))
    for entry in entries:
        links = {link.get("hreflang"): link.get("href", "") for link in entry.iter(LINK)}
        assert links.keys() == {*LANGUAGES, "x-default"}
        assert links["x-default"] == links["en"]
        assert entry.findtext(MAP + "loc") in links.values()
        answer = browser.client.get((entry.findtext(MAP + "loc") or "").removeprefix("http://localhost"))
        assert answer.status_code == 200, place_of(entry)
    assert {place_of(entry) for entry in entries} >= {"/ar/", "/en/about", "/fr/privacy", "/zh/solutions"}


def test_the_last_change_is_true_for_each_language(app: Flask, browser: Browser) -> None:
    later = LONG_AGO + timedelta(days=9)
    with app.app_context(), writing() as session:
        row = a_solution(session, "Tanks", **CONFIRMED)
        store_translation(session, row, "title", "fr", "Citernes", state=TranslationState.APPROVED, now=later)
    changed = {place_of(entry)[1:3]: entry.findtext(MAP + "lastmod") for entry in records(browser)}
    assert changed == {**dict.fromkeys(LANGUAGES, "2026-03-02T09:00:00Z"), "fr": "2026-03-11T09:00:00Z"}
    whole = {each.findtext(MAP + "loc"): each.findtext(MAP + "lastmod") for each in sitemap(browser)}
    assert whole["http://localhost/sitemaps/solutions-1.xml"] == "2026-03-11T09:00:00Z"


def test_a_long_list_is_split_and_no_record_is_lost(
    app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 3 * len(LANGUAGES))
    with app.app_context(), writing() as session:
        for number in range(8):
            a_solution(session, f"Tank {number}", **CONFIRMED)
    names = [address.rpartition("/")[2] for address in parts(browser)]
    assert names == ["pages.xml", "solutions-1.xml", "solutions-2.xml", "solutions-3.xml"]
    sizes = [len(list(sitemap(browser, f"/sitemaps/{name}").iter(MAP + "url"))) for name in names[1:]]
    assert sizes == [3 * len(LANGUAGES), 3 * len(LANGUAGES), 2 * len(LANGUAGES)]
    assert len({place_of(entry) for entry in records(browser)}) == 8 * len(LANGUAGES)
    assert browser.client.get("/sitemaps/solutions-4.xml").status_code == 404


def test_no_file_outgrows_what_the_protocol_allows() -> None:
    """Even where every title is as long as a slug may be, in letters of six bytes each in an address."""
    address = 80 + 60 * 6
    entry = (address + 110) * (len(LANGUAGES) + 2) + 100
    assert min(sitemaps.MOST // len(LANGUAGES), sitemaps.LONGEST) * len(LANGUAGES) <= 50_000
    assert sitemaps.LONGEST * len(LANGUAGES) * entry < 50 * 1024 * 1024
