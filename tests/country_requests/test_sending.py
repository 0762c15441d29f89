"""Sending makes one request however often it is pressed, and tells those who must know."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete

from app.core.audit import AuditEvent
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.drafts import Draft
from app.core.mail import Mail
from app.core.rate_windows import RateWindow
from app.country_requests.models import CountryRequest, RequestStatus
from tests.browser import Browser
from tests.country_requests.walking import NEEDED, begin, fill, send, sent_request, stored

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines


def how_many(app: Flask) -> int:
    with app.app_context():
        return db.session.query(CountryRequest).count()


def forget_limits(app: Flask) -> None:
    with app.app_context(), writing() as session:
        session.execute(delete(RateWindow))


def test_the_same_page_sent_twice_makes_one_request_and_gives_the_same_answer(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    check = amina.get(f"{draft}/check")
    answers = [amina.submit(check, {}, action="/check").response.request.path for _ in range(3)]
    assert len(set(answers)) == 1
    assert how_many(app) == 1


def test_sent_from_two_check_pages_it_is_still_one_request(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    one, two = amina.get(f"{draft}/check"), amina.get(f"{draft}/check")
    paths = {amina.submit(page, {}, action="/check").response.request.path for page in (one, two)}
    assert len(paths) == 1
    assert how_many(app) == 1


@pytest.mark.parametrize("rounds", [1, pytest.param(125, marks=pytest.mark.soak)], ids=["small", "whole"])
def test_many_sendings_at_the_same_moment_make_one_request(app: Flask, as_: Open, rounds: int) -> None:
    """F-21: a thousand in its whole form, eight at a time; limits on one person are another matter."""
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    values = amina.get(f"{draft}/check").form_values("/check")
    browsers = [as_("amina") for _ in range(8)]
    tokens = [each.get(f"{draft}/check").form_values("/check")["csrf_token"] for each in browsers]
    together, places = threading.Barrier(len(browsers)), []

    def press(browser: Browser, token: str) -> None:
        together.wait()
        answer = browser.client.post(f"{draft}/check", data={**values, "csrf_token": token})
        places.append((answer.status_code, answer.headers.get("Location")))

    for _round in range(rounds):
        presses = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
        for each in presses:
            each.start()
        for each in presses:
            each.join()
        forget_limits(app)
    assert len(places) == rounds * len(browsers)
    assert len(set(places)) == 1, set(places)
    assert places[0][0] == 302
    assert how_many(app) == 1


def test_a_used_page_with_other_answers_is_explained_and_sends_nothing(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    check = amina.get(f"{draft}/check")
    amina.submit(check, {}, action="/check")
    page = amina.submit(check, {"seen": "other answers"}, action="/check", status=409)
    assert "nothing was sent a second time" in page.text
    assert how_many(app) == 1


def test_answers_changed_since_the_check_are_shown_again_before_sending(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    check = amina.get(f"{draft}/check")
    send(amina, draft, "title", {"title": "Changed in another tab"})
    page = amina.submit(check, {}, action="/check", status=409)
    assert "Changed in another tab" in page.text
    assert how_many(app) == 0
    amina.submit(page, {}, action="/check")
    assert how_many(app) == 1


def test_the_words_of_a_sent_draft_live_in_the_request_alone_and_old_addresses_lead_there(
    app: Flask, as_: Open
) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    sent = amina.submit(amina.get(f"{draft}/check"), {}, action="/check").response.request.path
    with app.app_context():
        assert db.session.query(Draft).one().answers == {}
    for part in ("", "/title", "/check"):
        assert amina.get(f"{draft}{part}").response.request.path == sent


def test_the_focal_points_sending_is_the_national_act(app: Flask, as_: Open, people: dict[str, int]) -> None:
    row = stored(app, sent_request(as_("amina")))
    assert (row.status, row.endorsed_by, row.visibility) == (RequestStatus.ENDORSED, people["amina"], "members")
    with app.app_context():
        acts = [event.act for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]  # type: ignore[arg-type]
        assert acts == ["request.submit", "request.endorse"]
        assert check_chain(db.session).good


def test_anyone_elses_sending_waits_for_the_focal_point_who_gets_a_mail(app: Flask, as_: Open) -> None:
    number = sent_request(as_("tariq"))
    assert stored(app, number).status == RequestStatus.SUBMITTED
    with app.app_context():
        mails = {(mail.kind, mail.to_address) for mail in db.session.query(Mail)}
    assert ("request-waiting", "amina@example.org") in mails
    assert ("request-sent", "tariq@example.org") in mails


def test_the_confirmation_speaks_the_senders_language_and_marks_examples(app: Flask, as_: Open) -> None:
    sent_request(as_("amina"))
    with app.app_context():
        mail = db.session.query(Mail).filter_by(kind="request-sent").one()
    assert mail.subject == "Example: Your request was sent: Early warning of floods"
    assert (mail.locale, mail.to_address) == ("en", "amina@example.org")


def test_the_confirmation_page_stays_and_is_for_the_own_country(as_: Open) -> None:
    number = sent_request(as_("amina"))
    assert f"R-{number}" in as_("amina").get("country_requests.sent", number=number).text
    as_("dalia").get("country_requests.sent", number=number, status=404)
    as_("bola").get("country_requests.sent", number=number, status=404)
