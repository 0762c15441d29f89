"""Tell me when there is something new: confirmed by mail, once a week at most, each thing once, ended by a link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person, Subscriber
from app.accounts.service import subscriber_for
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.core.mailbox import parts_of
from app.core.records import Visibility
from app.digest import jobs
from app.saved.models import SavedSearch
from app.saved.searching import FORGOTTEN_AFTER, MOST_SEARCHES, forget_strangers
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_solution

pytestmark = pytest.mark.both_engines
READER = "reader@example.org"
SEARCH = "/en/searches/new/solutions?q=water&goal=6"
WEEK = timedelta(days=7)


@pytest.fixture
def ground(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        a_solution(session, "Water tanks of long ago", claims=("6",))
    return app


def rows(app: Flask, model: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def mails(app: Flask, kind: str) -> list[Mail]:
    return [mail for mail in rows(app, Mail) if mail.kind == kind]


def link_in(mail: Mail, part: str) -> str:
    found = re.search(rf"http://localhost(/\S*/{part}/[\w.~-]+)", parts_of(mail.content).text)
    assert found, parts_of(mail.content).text
    return found[1]


def ask(browser: Browser, address: str = SEARCH, email: str = READER) -> str:
    return browser.submit(browser.get(address), {"email": email}).heading


def confirmed(browser: Browser, address: str = SEARCH) -> None:
    ask(browser, address)
    link = link_in(mails(browser.app, "saved-search")[-1], "confirm")
    browser.submit(browser.get(link), {})


def publish(app: Flask, title: str, **facts: Any) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, title, **{"claims": ("6",), "published_at": utc_now(), **facts})


def told(app: Flask, weeks: int = 1) -> list[Mail]:
    with app.app_context():
        jobs.plan_everybody(now=utc_now() + weeks * WEEK)
    return mails(app, "digest")


def test_what_appears_after_the_search_was_saved_is_told_once(ground: Flask) -> None:
    confirmed(Browser(ground))
    publish(ground, "Water kiosks run by women")
    [mail] = told(ground)
    text = parts_of(mail.content).text
    assert mail.subject == "1 new result for you"
    assert "Water kiosks run by women" in text
    assert "It is new in your search “water · 6 Clean water and sanitation” (Solutions)." in text
    assert "long ago" not in text
    assert len(told(ground, weeks=2)) == 1


def test_no_mail_when_nothing_is_new_or_only_what_not_everybody_may_read(ground: Flask) -> None:
    confirmed(Browser(ground))
    publish(ground, "Water and moderators", visibility=Visibility.MODERATORS)
    publish(ground, "Solar pumps", claims=("7",))
    assert told(ground) == []


def test_two_searches_that_find_the_same_tell_it_once(ground: Flask) -> None:
    browser = Browser(ground)
    confirmed(browser)
    confirmed(browser, "/en/searches/new/solutions?goal=6")
    publish(ground, "Water kiosks run by women")
    [mail] = told(ground)
    assert parts_of(mail.content).text.count("Water kiosks run by women") == 1


def test_before_the_address_is_confirmed_nothing_is_kept_and_opening_the_link_does_nothing(ground: Flask) -> None:
    browser = Browser(ground)
    ask(browser)
    browser.get(link_in(mails(ground, "saved-search")[0], "confirm"))
    assert rows(ground, Subscriber) == []
    publish(ground, "Water kiosks run by women")
    assert told(ground) == []


def test_the_answer_is_the_same_for_any_address_and_nobody_gets_two_mails_for_one_wish(ground: Flask) -> None:
    key = a_person(ground, "Amina")
    with ground.app_context(), writing() as session:
        subscriber_for(session, session.get_one(Person, key), now=utc_now())
    browser = Browser(ground)
    headings = {ask(browser, email=email) for email in (READER, "amina@example.org", READER)}
    assert headings == {"Look into your mailbox"}
    assert [mail.to_address for mail in mails(ground, "saved-search")] == [READER, "amina@example.org"]


def test_a_wrong_address_is_given_back_with_its_error(ground: Flask) -> None:
    browser = Browser(ground)
    page = browser.submit(browser.get(SEARCH), {"email": "nobody"}, status=422)
    assert page.title.startswith("Error: ")
    assert 'value="nobody"' in page.html


def test_an_address_is_not_flooded(ground: Flask) -> None:
    browser = Browser(ground)
    for number in range(6):
        ask(browser, f"/en/searches/new/solutions?q=water{number}")
    browser.submit(browser.get(SEARCH), {"email": READER}, status=429)
    assert len(mails(ground, "saved-search")) == 6


def test_with_an_account_the_search_is_saved_at_once_and_told_in_its_own_digest(ground: Flask) -> None:
    browser = Browser(ground)
    sign_in(browser, a_person(ground, "Amina"))
    page = browser.submit(browser.get(SEARCH), {})
    assert "Solutions: water · 6 Clean water and sanitation" in page.text
    publish(ground, "Water kiosks run by women")
    [mail] = told(ground)
    assert mail.to_address == "amina@example.org"
    browser.submit(browser.get("/en/searches"), {})
    assert "No search is saved" in browser.get("/en/searches").text


def test_a_search_for_everything_is_named_without_a_colon_in_either_direction(ground: Flask) -> None:
    browser = Browser(ground)
    sign_in(browser, a_person(ground, "Amina"))
    browser.submit(browser.get("/en/searches/new/solutions"), {})
    for language in ("en", "ar"):
        [name] = browser.get(f"/{language}/searches").all(".//h2/a")
        assert ":" not in "".join(name.itertext())


def test_the_mail_leads_to_what_is_saved_and_the_last_one_removed_ends_the_mails(ground: Flask) -> None:
    confirmed(Browser(ground))
    publish(ground, "Water kiosks run by women")
    own = link_in(told(ground)[0], "weekly-mail/of")
    stranger = Browser(ground)
    searches = stranger.get(own).links()["My saved searches"]
    stranger.submit(stranger.get(searches), {})
    publish(ground, "Water points")
    assert len(told(ground, weeks=2)) == 1
    assert rows(ground, SavedSearch) == []


def test_one_click_stops_it_and_a_new_wish_does_not_bring_the_old_ones_back(ground: Flask) -> None:
    browser = Browser(ground)
    confirmed(browser)
    publish(ground, "Water kiosks run by women")
    stop = link_in(told(ground)[0], "stop")
    assert "saved searches" in browser.get(stop).text
    assert browser.client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    publish(ground, "Water points")
    assert len(told(ground, weeks=2)) == 1
    confirmed(browser, "/en/searches/new/solutions?goal=13")
    assert [row.query for row in rows(ground, SavedSearch)] == ["?goal=13"]


def test_an_address_that_stopped_is_forgotten_after_four_weeks_with_its_mails(ground: Flask) -> None:
    browser = Browser(ground)
    confirmed(browser)
    publish(ground, "Water kiosks run by women")
    told(ground)
    ask(browser, email="never@example.org")  # and never confirmed
    with ground.app_context(), writing() as session:
        session.scalars(select(Subscriber)).one().stopped_at = utc_now()
    with ground.app_context(), writing() as session:
        forget_strangers(session, now=utc_now() + FORGOTTEN_AFTER + timedelta(hours=1))
    assert READER not in rows(ground, Subscriber)[0].email
    assert {mail.to_address for mail in rows(ground, Mail)} == {""}
    assert rows(ground, SavedSearch) == []


def test_one_address_has_no_endless_searches(ground: Flask) -> None:
    confirmed(Browser(ground))
    with ground.app_context(), writing() as session:
        for number in range(MOST_SEARCHES):
            session.add(
                SavedSearch(subscriber_id=1, list_name="solutions", query=f"?q=x{number}", created_at=utc_now())
            )
    browser = Browser(ground)
    ask(browser, "/en/searches/new/solutions?q=more")
    link = link_in(mails(ground, "saved-search")[-1], "confirm")
    page = browser.submit(browser.get(link), {}, status=422)
    assert "You have many saved searches." in page.text


@pytest.mark.parametrize("words", ["水" * 300, "x" * 300])
def test_a_very_long_search_is_refused_kindly_or_saved_whole(ground: Flask, words: str) -> None:
    browser = Browser(ground)
    page = browser.get(f"/en/searches/new/solutions?q={words}")
    answer = browser.submit(page, {"email": READER}, status=422 if words[0] == "水" else 200)
    assert ("too long" in answer.text) == (words[0] == "水")


@pytest.mark.parametrize("path", ["new/nothing", "confirm/x", "of/x"])
def test_what_is_not_ours_is_not_found(ground: Flask, path: str) -> None:
    Browser(ground).get(f"/en/searches/{path}", status=404)
