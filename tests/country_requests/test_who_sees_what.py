"""What governments trust the site with stays theirs: who sees a request, and which of its fields."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from app.core.db import db, writing
from app.core.permissions import VISITOR, Actor
from app.core.records import Visibility
from app.country_requests.models import CountryRequest, RequestStatus
from app.country_requests.permissions import PRIVATE_FIELDS, visible_fields
from app.country_requests.search import documents
from tests.browser import Browser, Page
from tests.country_requests.walking import acting, sent_request
from tests.factories import a_country_request

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines

CANARY = "Kanarienvogel"
PRIVATE: dict[str, Any] = {
    "national_priority": 97,
    "currency": "XPF",
    "total": Decimal("7777771"),
    "own_cash": Decimal("1111117"),
    "own_kind": Decimal("1222221"),
    "other_contributions": Decimal("1333331"),
    "gap": Decimal("4111102"),
    "instruments": ["debt-swap"],
    "absorptive_capacity": f"{CANARY} capacity",
    "contact": f"{CANARY}@example.org",
    "closing_note": f"{CANARY} note",
}
SECRETS = [CANARY, "7,777,771", "7777771", "1111117", "1,111,117", "1222221", "1333331", "4111102", "XPF", "Debt swap"]


def a_private_one(app: Flask, **facts: Any) -> int:
    with app.app_context(), writing() as session:
        return a_country_request(session, **{**PRIVATE, **facts}).key


def page_of(browser: Browser, number: int) -> Page | None:
    answer = browser.client.get(f"/en/requests/{number}", follow_redirects=True)
    assert answer.status_code in {200, 404}
    return browser.get("country_requests.by_number", number=number) if answer.status_code == 200 else None


SEEN = {  # status, audience → who may read the page
    (RequestStatus.SUBMITTED, Visibility.MODERATORS): {"amina", "tariq", "carla"},
    (RequestStatus.ENDORSED, Visibility.MEMBERS): {"amina", "tariq", "carla", "budi", "bola"},
    (RequestStatus.ENDORSED, Visibility.MODERATORS): {"amina", "tariq", "carla"},
    (RequestStatus.OPEN, Visibility.MEMBERS): {"amina", "tariq", "carla", "budi", "bola"},
    (RequestStatus.OPEN, Visibility.PUBLIC): {"amina", "tariq", "carla", "budi", "bola", "dalia", "visitor"},
    (RequestStatus.CLOSED, Visibility.MODERATORS): {"amina", "tariq", "carla"},
}


@pytest.mark.parametrize(("state", "readers"), SEEN.items(), ids=[f"{s}-{v}" for s, v in SEEN])
def test_a_request_is_seen_by_those_it_is_for_and_is_not_there_for_others(
    app: Flask, as_: Open, state: tuple[RequestStatus, Visibility], readers: set[str]
) -> None:
    number = a_private_one(app, status=state[0], visibility=state[1])
    everybody = {name: as_(name) for name in ("amina", "tariq", "carla", "budi", "bola", "dalia")}
    everybody["visitor"] = Browser(app)
    assert {name for name, browser in everybody.items() if page_of(browser, number)} == readers


def test_a_hidden_request_and_a_missing_one_look_the_same(app: Flask, as_: Open) -> None:
    number = a_private_one(app, visibility=Visibility.MEMBERS)
    dalia = as_("dalia")
    hidden = dalia.get("country_requests.by_number", number=number, status=404)
    missing = dalia.get("country_requests.by_number", number=number + 1, status=404)
    without_id = [page.text.replace(page.response.headers["X-Request-ID"], "") for page in (hidden, missing)]
    assert without_id[0] == without_id[1]


@pytest.mark.parametrize("name", ["visitor", "dalia", "budi", "bola"])
def test_no_page_shows_an_outsider_a_private_field(app: Flask, as_: Open, name: str) -> None:
    number = a_private_one(app)
    browser = Browser(app) if name == "visitor" else as_(name)
    pages = [page_of(browser, number), browser.get("country_requests.index"), browser.get("/en/requests?q=capacity")]
    for page in pages:
        assert page is not None
        assert not [secret for secret in SECRETS if secret in page.html]


@pytest.mark.parametrize("name", ["amina", "tariq", "carla"])
def test_the_own_country_and_moderators_read_them(app: Flask, as_: Open, name: str) -> None:
    page = page_of(as_(name), a_private_one(app))
    assert page is not None
    assert "XPF 7,777,771" in page.text
    assert f"{CANARY} capacity" in page.text


@pytest.mark.parametrize(("name", "sees"), [("amina", True), ("carla", True), ("tariq", False)])
def test_the_rank_is_for_its_focal_point_and_moderators_once_it_is_endorsed(
    app: Flask, as_: Open, name: str, sees: bool
) -> None:
    browser = as_(name)
    page = page_of(browser, a_private_one(app))
    assert page is not None
    assert ("National priority 97" in page.text) is sees
    page = page_of(browser, a_private_one(app, status=RequestStatus.SUBMITTED, endorsed_at=None))
    assert page is not None
    assert "97" not in page.text


def test_no_document_of_the_index_holds_a_private_field(app: Flask) -> None:
    a_private_one(app)
    with app.app_context():
        (document,) = documents(db.session, None)
    words = repr(document)
    assert "Towns flood within hours." in words
    assert not [secret for secret in [*SECRETS, "97"] if secret in words]


def test_the_list_of_visible_fields_leaves_out_every_private_one(app: Flask) -> None:
    number = a_private_one(app)
    with app.app_context():
        row = db.session.get_one(CountryRequest, number)
        for outsider in (VISITOR, acting("focal-point", "XB"), Actor(9, "Dalia")):
            assert not visible_fields(outsider, row) & PRIVATE_FIELDS
        assert visible_fields(acting("focal-point", "XA"), row) >= PRIVATE_FIELDS
        row.status = RequestStatus.SUBMITTED
        assert visible_fields(VISITOR, row) == frozenset()
        db.session.rollback()


def test_search_finds_a_request_for_those_who_may_see_it(app: Flask, as_: Open) -> None:
    a_private_one(app, title="Gauges for rivers", visibility=Visibility.MEMBERS)
    assert "Gauges for rivers" in as_("budi").get("/en/requests?q=gauges").text
    assert "Gauges for rivers" not in as_("dalia").get("/en/requests?q=gauges").text
    assert "Gauges for rivers" not in Browser(app).get("/en/requests?q=gauges").text


def test_a_private_request_changes_no_byte_that_an_outsider_gets(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, title="Open to all")
    visitor = Browser(app)
    before = [visitor.get(address).html for address in ("/en/requests", "/en/requests?q=floods")]
    a_private_one(app, visibility=Visibility.MEMBERS)
    a_private_one(app, status=RequestStatus.SUBMITTED, visibility=Visibility.MODERATORS)
    assert [visitor.get(address).html for address in ("/en/requests", "/en/requests?q=floods")] == before


def test_a_closed_request_leaves_the_list(app: Flask, as_: Open) -> None:
    number = sent_request(as_("amina"))
    amina = as_("amina")
    assert "Early warning of floods" in amina.get("country_requests.index").text
    page = amina.get("request_acts.close", number=number)
    amina.submit(page, {"reason": "withdrawn"}, to=f"/en/requests/{number}/close")
    assert "Early warning of floods" not in amina.get("country_requests.index").text


def test_a_request_is_found_by_the_names_of_its_goal_and_place_in_other_languages(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_country_request(
            session, title="Wells", targets=["6.1"], sectors=["water-sanitation"], deadline=date(2199, 4, 1)
        )
    visitor = Browser(app)
    for words in ("assainissement", "清洁饮水", "المياه"):
        assert "Wells" in visitor.get(f"/en/requests?q={words}").text, words


def test_an_example_is_marked_on_page_and_row(app: Flask) -> None:
    number = a_private_one(app)
    visitor = Browser(app)
    for page in (visitor.get("country_requests.by_number", number=number), visitor.get("country_requests.index")):
        assert [mark for mark in page.all(".//span") if mark.get("class") == "mark mark-example"]
