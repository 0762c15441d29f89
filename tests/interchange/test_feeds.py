"""U-07: every list as an Atom feed that keeps to RFC 4287, and the OpenSearch description, in every language."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing
from app.solutions.models import Solution
from app.taxonomy import vocabulary
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.browser import Browser
from tests.factories import LONG_AGO, a_solution
from tests.interchange.ground import ATOM, LISTS, many_solutions, one_of_each_kind, xml

LANGUAGES = vocabulary().site.languages
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
TEXT = {"title", "summary", "id", "updated", "published"}


def children(element: Element, name: str) -> list[Element]:
    return element.findall(ATOM + name)


def faults(feed: Element) -> list[str]:
    """What RFC 4287 asks of a feed and its entries (sections 3 and 4), as far as our elements go."""
    found = [] if feed.tag == ATOM + "feed" else [f"the root is {feed.tag}"]
    for element in (feed, *children(feed, "entry")):
        kind = element.tag.removeprefix(ATOM)
        found += [f"{kind}: {name} not once" for name in ONCE[kind] if len(children(element, name)) != 1]
        found += [f"{kind}: {each.tag} with parts" for each in element if each.tag[len(ATOM) :] in TEXT and len(each)]
        for name in ("updated", "published"):
            found += [f"{kind}: {each.text}" for each in children(element, name) if not DATE.fullmatch(each.text or "")]
        found += [f"{kind}: id {each.text}" for each in children(element, "id") if not urlsplit(each.text or "").scheme]
        found += _links(kind, children(element, "link"))
    if not children(feed, "author") and any(not children(entry, "author") for entry in children(feed, "entry")):
        found.append("an entry without an author")
    entries = [(children(entry, "id")[0].text, children(entry, "updated")[0].text) for entry in children(feed, "entry")]
    return found + ([] if len(entries) == len(set(entries)) else ["two entries with one id"])


def _links(kind: str, links: list[Element]) -> list[str]:
    found = [f"{kind}: a link without an address" for link in links if not urlsplit(link.get("href", "")).netloc]
    alternates = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
    found += [] if len(alternates) == len(set(alternates)) else [f"{kind}: two alternates of one kind"]
    return found + ([] if alternates else [f"{kind}: leads to no page"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_a_valid_feed_in_every_language(app: Flask, language: str, name: str) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    for query in ("", "?place=XA&q=a+%26+b"):
        feed = xml(Browser(app), f"/{language}/{name}.atom{query}")
        assert faults(feed) == []
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
        assert {link.get("hreflang") for link in feed.iter(ATOM + "link")} == {language}
    assert len(children(xml(Browser(app), f"/{language}/{name}.atom"), "entry")) == 1


def test_a_list_is_found_as_a_feed_from_its_page_with_the_same_filter(browser: Browser) -> None:
    page = browser.get("/en/solutions?goal=6&page=1")
    feeds = [link.get("href") for link in page.all(".//link[@type='application/atom+xml']")]
    assert feeds == ["/en/solutions.atom?goal=6"]


def test_looking_at_a_list_as_a_table_or_picking_from_it_makes_no_other_feed(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        many_solutions(session, 2)
    plain, looked_at = (browser.client.get(f"/en/solutions.atom{query}") for query in ("", "?view=table&ids=1&page=2"))
    assert looked_at.get_data() == plain.get_data()


def test_the_fifty_newest_come_first_whatever_the_order_of_the_list(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        many_solutions(session, 60)
    feed = xml(browser, "/en/solutions.atom?sort=evidence&page=2")
    titles = [each.text for each in feed.iter(ATOM + "title")][1:]
    assert titles == [f"Tank number {number}" for number in range(59, 9, -1)]


def test_an_entry_keeps_its_id_whatever_its_title_and_language(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        key = a_solution(session, "Rainwater tanks").key
    before = [each.text for each in xml(browser, "/en/solutions.atom").iter(ATOM + "id")][1:]
    with app.app_context(), writing() as session:
        session.get_one(Solution, key).title = "Roof water"
    assert before == ["tag:localhost,2026:solutions/1"]
    assert [each.text for each in xml(browser, "/ar/solutions.atom").iter(ATOM + "id")][1:] == before


def test_the_last_change_is_that_of_the_record_or_of_its_translation(app: Flask, browser: Browser) -> None:
    later, latest = LONG_AGO + timedelta(days=3), LONG_AGO + timedelta(days=9)
    with app.app_context(), writing() as session:
        row = a_solution(session, "Rainwater tanks", changed_at=later)
        store_translation(
            session, row, "title", "fr", "Citernes d’eau de pluie", state=TranslationState.APPROVED, now=latest
        )
    english, french = (xml(browser, f"/{language}/solutions.atom") for language in ("en", "fr"))
    assert [_moment(each) for each in english.iter(ATOM + "updated")] == [later, later]
    assert [_moment(each) for each in french.iter(ATOM + "updated")] == [latest, latest]
    assert [each.text for each in french.iter(ATOM + "title")][1] == "Citernes d’eau de pluie"


def _moment(element: Element) -> datetime:
    return datetime.fromisoformat(element.text or "")


def test_an_example_says_so_in_its_title(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Rainwater tanks", standing=Standing.EXAMPLE)
    assert [each.text for each in xml(browser, "/en/solutions.atom").iter(ATOM + "title")][1] == (
        "Example: Rainwater tanks"
    )


def test_what_xml_cannot_hold_is_left_out(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Tanks\x0b & <wells>\ufffe")
    assert [each.text for each in xml(browser, "/en/solutions.atom").iter(ATOM + "title")][1] == "Tanks & <wells>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_learns_to_search_in_every_language(app: Flask, language: str) -> None:
    browser = Browser(app, language)
    link = browser.get("site.home").all(".//link[@rel='search']")[0]
    found = xml(browser, link.get("href", ""), "application/opensearchdescription+xml")
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert 0 < len(found.findtext(space + "ShortName") or "") <= 16
    assert 0 < len(found.findtext(space + "Description") or "") <= 1024
    assert found.findtext(space + "Language") == language
    addresses = {each.get("type"): each.get("template", "") for each in found.findall(space + "Url")}
    assert addresses["text/html"] == f"http://localhost/{language}/solutions?q={{searchTerms}}"
    browser.get(addresses["text/html"].removeprefix("http://localhost").replace("{searchTerms}", "water"))
