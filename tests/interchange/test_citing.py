"""A paper can cite a solution or an exchange: with an address that stays, a version and its date."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing, Visibility
from app.taxonomy import vocabulary
from tests.browser import Browser
from tests.factories import a_solution, an_exchange, an_organisation

CHANGED = datetime(2026, 5, 9, 12, 0, tzinfo=UTC)
HOSTILE = "Wells & {tanks}\r\nER  - \r\n<script>100 % _cheap_ #1 $5 ~ ^ \\input"


@pytest.fixture
def cited(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        owner = an_organisation(session, "Rural Water Institute")
        a_solution(session, "Rainwater tanks", owner=owner, changed_at=CHANGED, version=3)
        a_solution(session, HOSTILE, standing=Standing.DOCUMENTED, owner=owner)
        a_solution(session, "Fog nets", standing=Standing.EXAMPLE)
        an_exchange(session, "Rainwater tanks: two countries")
    return app


def cite(browser: Browser, address: str) -> str:
    details = browser.get(address).all(".//details[@class='more cite']")
    return re.sub(r"\s+", " ", "".join(details[0].find("p").itertext()))  # type: ignore[union-attr]


def file(browser: Browser, address: str) -> str:
    answer = browser.client.get(address)
    assert answer.status_code == 200, address
    assert "charset=utf-8" in answer.headers["Content-Type"]
    return answer.get_data(as_text=True)


def test_a_page_says_how_to_cite_it(cited: Flask) -> None:
    words = cite(Browser(cited), "/en/solutions/1")
    assert words == (
        "Rural Water Institute (2026, 9 May). Rainwater tanks (version 3). Crux. http://localhost/solutions/1"
    )


def test_what_nobody_confirmed_has_the_site_as_its_author(cited: Flask) -> None:
    assert cite(Browser(cited), "/en/exchanges/1").startswith("Crux (2026, 2 March). Rainwater tanks: two countries")
    assert "author = {{Crux}}" in file(Browser(cited), "/en/solutions/2.bib")


def test_an_invented_record_says_so_in_every_form(cited: Flask) -> None:
    browser = Browser(cited)
    assert "Example: Fog nets" in cite(browser, "/en/solutions/3")
    assert "Example: Fog nets" in file(browser, "/en/solutions/3.bib")
    assert "Example: Fog nets" in file(browser, "/en/solutions/3.ris")


def test_a_ris_file_holds_one_entry_whatever_the_title(cited: Flask) -> None:
    for number in (1, 2):
        lines = file(Browser(cited), f"/en/solutions/{number}.ris").split("\r\n")
        tags = [line[:2] for line in lines if line]
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines if line)
        assert (tags[0], tags[-1]) == ("TY", "ER")
        assert tags.count("ER") == tags.count("TY") == tags.count("UR") == 1


def test_a_bibtex_file_keeps_its_braces_whatever_the_title(cited: Flask) -> None:
    for number in (1, 2):
        text = file(Browser(cited), f"/en/solutions/{number}.bib")
        bare = re.sub(r"\\[{}]", "", text)
        assert bare.count("{") == bare.count("}")
        assert text.startswith(f"@misc{{crux-solutions-{number},\n")
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE))
        assert fields["url"] == f"http://localhost/solutions/{number}"
        assert not re.search(r"(?<!\\)[%&$#_]", fields["title"])
    assert "version = {3}" in file(Browser(cited), "/en/solutions/1.bib")


@pytest.mark.parametrize("language", vocabulary().site.languages)
def test_the_address_in_a_citation_leads_to_the_page(cited: Flask, language: str) -> None:
    browser = Browser(cited, language)
    address = cite(browser, f"/{language}/solutions/1").rpartition("http://localhost")[2].strip("。. ")
    answer = browser.client.get(address, headers={"Accept-Language": language}, follow_redirects=True)
    assert answer.request.path == f"/{language}/solutions/1-rainwater-tanks"


def test_what_is_not_shown_is_not_cited(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, visibility=Visibility.MEMBERS)
        an_organisation(session)
    for address in ("/en/solutions/1.bib", "/en/solutions/9.ris", "/en/organisations/1.bib", "/en/solutions/1.txt"):
        assert browser.client.get(address).status_code == 404
