"""A record can be shown on other sites: a light card without script that may stand in a frame, found by oEmbed."""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Standing, Visibility
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_exchange, an_organisation

MOST_BYTES = 10_000
HOSTILE = '"><script>alert(1)</script>'
LANGUAGES = ("ar", "en", "es", "fr", "pt", "ru", "zh")


@pytest.fixture
def shown(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        owner = an_organisation(session, "Rural Water Institute")
        a_solution(session, "Rainwater tanks", owner=owner)
        a_solution(session, HOSTILE, standing=Standing.DOCUMENTED)
        a_solution(session, "Fog nets", standing=Standing.EXAMPLE)
        an_exchange(session, "Rainwater tanks: two countries")
        a_country_request(session, "Clinics need power", visibility=Visibility.MEMBERS)
        a_country_request(session, "Schools need water")
    return app


CARDS = ("solutions/1", "solutions/2", "solutions/3", "exchanges/1", "requests/2", "organisations/1")


def asked(app: Flask, address: str, **more: object) -> dict[str, object]:
    said: dict[str, object] = app.test_client().get("/oembed", query_string={"url": address, **more}).get_json()
    return said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_is_light_and_has_no_script(shown: Flask, card: str, language: str) -> None:
    answer = shown.test_client().get(f"/{language}/embed/{card}")
    assert answer.status_code == 200
    assert len(answer.data) <= MOST_BYTES
    assert b"<script" not in answer.data
    assert f'lang="{language}"'.encode() in answer.data


def test_only_cards_may_stand_in_a_frame(shown: Flask) -> None:
    client = shown.test_client()
    assert "frame-ancestors *" in client.get("/en/embed/solutions/1").headers["Content-Security-Policy"]
    for path in ("/en/", "/en/solutions/1-rainwater-tanks", "/en/embed/solutions/99", "/oembed"):
        assert "frame-ancestors 'none'" in client.get(path).headers["Content-Security-Policy"], path


def test_a_card_says_where_its_record_stands_and_leads_to_it(shown: Flask) -> None:
    page = Browser(shown).get("/en/embed/solutions/2")
    assert "not submitted or confirmed by the countries or institutions named" in page.text
    assert "Example" in Browser(shown).get("/en/embed/solutions/3").text
    [link] = Browser(shown).get("/en/embed/solutions/1").all(".//h1/a")
    assert link.get("href") == "http://localhost/en/solutions/1-rainwater-tanks"


def test_what_is_not_public_has_no_card_whoever_asks(shown: Flask) -> None:
    number = a_person(shown)
    member = Browser(shown)
    sign_in(member, number)
    for address in ("requests/1", "solutions/99", "nothing/1"):
        assert member.client.get(f"/en/embed/{address}").status_code == 404
        assert member.client.get("/oembed", query_string={"url": f"http://localhost/en/{address}"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/solutions/1", "/en/solutions/1", "/en/solutions/1-rainwater-tanks", "/en/solutions/1-x"]
)
def test_a_site_that_is_given_an_address_gets_a_frame(shown: Flask, path: str) -> None:
    said = asked(shown, f"http://localhost{path}")
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Rainwater tanks")
    [source] = re.findall(r'src="([^"]+)"', str(said["html"]))
    assert source == "http://localhost/en/embed/solutions/1"
    assert shown.test_client().get(source).status_code == 200


def test_a_page_tells_where_its_card_is_described(shown: Flask) -> None:
    page = Browser(shown).get("/fr/solutions/1-rainwater-tanks")
    links = {link.get("type"): link.get("href") for link in page.all(".//link[@rel='alternate']")}
    said = shown.test_client().get(str(links["application/json+oembed"])).get_json()
    assert "/fr/embed/solutions/1" in said["html"]
    root = ElementTree.fromstring(shown.test_client().get(str(links["text/xml+oembed"])).data)  # noqa: S314 - our own
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in said.items()}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_page_gives_the_same_frame_to_copy(shown: Flask, number: int) -> None:
    page = Browser(shown).get(f"/en/solutions/{number}")
    [code] = page.all(".//code[@class='embed-code']")
    assert code.text == asked(shown, f"http://localhost/en/solutions/{number}")["html"]


def test_a_frame_is_not_larger_than_its_place(shown: Flask) -> None:
    said = asked(shown, "http://localhost/en/solutions/1", maxwidth=300, maxheight=200)
    assert (said["width"], said["height"]) == (300, 200)
    for silly in ("0", "-5", "x", "9" * 30, "٣٠٠", ""):
        assert asked(shown, "http://localhost/en/solutions/1", maxwidth=silly)["width"] == 480, silly


def test_an_invented_record_says_so_in_its_title_too(shown: Flask) -> None:
    assert asked(shown, "http://localhost/en/solutions/3")["title"] == "Example: Fog nets"


def test_no_title_leaves_its_frame(shown: Flask) -> None:
    said = str(asked(shown, "http://localhost/en/solutions/2")["html"])
    assert said.count("<") == 2
    assert "alert" in said


@pytest.mark.both_engines
@pytest.mark.parametrize("name", ["solutions", "exchanges", "requests", "organisations"])
def test_a_number_larger_than_any_record_has_is_not_found(app: Flask, name: str) -> None:
    for number in (2**31 - 1, 2**31, 999_999_999_999):
        address = quote(f"http://localhost/en/{name}/{number}")
        assert app.test_client().get(f"/oembed?url={address}").status_code == 404, number


@pytest.mark.parametrize(
    "address",
    ["", "solutions/1", "http://elsewhere.example/en/solutions/1", "http://localhost/xx/solutions/1", "http://[::1",
     "http://localhost/en/solutions", "http://localhost/en/solutions/" + "9" * 40, "javascript:alert(1)"],
)  # fmt: skip
def test_an_address_that_is_none_of_ours_is_not_found(shown: Flask, address: str) -> None:
    answer = shown.test_client().get(f"/oembed?url={quote(address)}")
    assert answer.status_code == 404
    assert shown.test_client().get(f"/oembed?url={quote(address)}&format=pdf").status_code == 501
