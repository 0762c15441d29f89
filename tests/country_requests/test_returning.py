"""Leaving a draft and coming back: from another device, by the mailed link, from two tabs, after the session ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from app.core.db import db
from app.core.drafts import Draft
from app.core.mail import Mail
from tests.browser import Browser
from tests.country_requests.walking import ANSWERS, begin, fill, send

Open = Callable[..., Browser]


def link_in(app: Flask, to: str) -> str:
    """The return link in the last mail to that address."""
    with app.app_context():
        mails = db.session.scalars(select(Mail).where(Mail.to_address == to).order_by(Mail.id)).all()  # type: ignore[arg-type]
        text = message_from_bytes(mails[-1].content, policy=policy.default).get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(r"http://localhost(/\w+/requests/return/\S+)", text)
    assert found is not None, text
    return found[1]


def test_a_draft_goes_on_from_another_device(as_: Open) -> None:
    draft = begin(phone := as_("amina"))
    fill(phone, draft, "title")
    laptop = as_("amina")
    assert laptop.get(f"{draft}/title").form_values("/title")["title"] == ANSWERS["title"]["title"]
    assert "Early warning of floods" in laptop.get("country_requests.mine").text


def test_the_mailed_link_leads_its_owner_back(app: Flask, as_: Open) -> None:
    draft = begin(as_("amina"))
    page = as_("amina").get(link_in(app, "amina@example.org"))
    assert page.response.request.path == draft


def test_the_link_is_mailed_again_on_request(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=2), tick=False):
        page = amina.submit(amina.get(draft), {}, action="/link")
    assert "The link was sent to amina@example.org." in page.text
    with app.app_context():
        assert db.session.query(Mail).count() == 2


def test_the_link_alone_opens_nothing_before_signing_in(app: Flask, as_: Open) -> None:
    begin(as_("amina"))
    stranger = Browser(app)
    answer = stranger.client.get(link_in(app, "amina@example.org"))
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


def test_a_colleague_of_the_country_joins_by_the_link_and_by_a_button(app: Flask, as_: Open) -> None:
    amina, tariq = as_("amina"), as_("tariq")
    draft = begin(amina)
    fill(amina, draft, "asking")
    link = link_in(app, "amina@example.org")
    page = tariq.get(link)
    tariq.get(draft, status=404)  # reading the link has changed nothing
    tariq.submit(page, {}, action="/return/")
    assert tariq.get(f"{draft}/asking").form_values("/asking")["institution"] == "Ministry of Water"


@pytest.mark.parametrize("name", ["dalia", "budi", "bola", "carla"])
def test_others_learn_nothing_from_a_draft_or_its_link(app: Flask, as_: Open, name: str) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking")
    other = as_(name)
    other.get(link_in(app, "amina@example.org"), status=404)
    for part in ("", "/title", "/check", "/print", "/delete"):
        page = other.get(f"{draft}{part}", status=404)
        unknown = other.get(f"/en/requests/draft/AAAAAAAAAAAAAAAA{part}", status=404)
        assert page.text.replace(page.response.headers["X-Request-ID"], "") == unknown.text.replace(
            unknown.response.headers["X-Request-ID"], ""
        )


def test_an_altered_or_old_link_is_no_longer_valid(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    begin(amina)
    link = link_in(app, "amina@example.org")
    amina.get(f"{link[:-2]}AA", status=410)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=91), tick=False):
        as_("amina").get(link, status=410)


def test_two_tabs_on_one_page_lose_nothing_and_are_shown_to_each_other(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    one, two = amina.get(f"{draft}/title"), amina.get(f"{draft}/title")
    amina.submit(one, {"title": "From the first tab"}, action="/title")
    clash = amina.submit(two, {"title": "From the second tab"}, action="/title", status=409)
    assert clash.form_values("/title")["title"] == "From the second tab"
    assert "From the first tab" in clash.text
    assert clash.title.startswith("Error: ")
    amina.submit(clash, {}, action="/title")
    assert amina.get(f"{draft}/title").form_values("/title")["title"] == "From the second tab"


def test_two_tabs_on_different_pages_do_not_disturb_each_other(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    one, two = amina.get(f"{draft}/title"), amina.get(f"{draft}/outcome")
    amina.submit(one, ANSWERS["title"], action="/title")
    amina.submit(two, ANSWERS["outcome"], action="/outcome")


def test_a_stale_token_keeps_the_text_on_the_page(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    page = send(amina, draft, "title", {"title": "Typed for hours", "csrf_token": "stale"}, status=400)
    assert page.form_values("/title")["title"] == "Typed for hours"
    assert amina.get(f"{draft}/title").form_values("/title")["title"] == "", "nothing is kept without a good token"
    amina.submit(page, {}, action="/title")
    assert amina.get(f"{draft}/title").form_values("/title")["title"] == "Typed for hours"


def test_text_typed_while_the_session_ended_waits_for_signing_in_again(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    typed = {**amina.get(f"{draft}/title").form_values("/title"), "title": "Typed meanwhile"}
    signed_out = Browser(app)
    waiting = signed_out.post(f"{draft}/title", typed, status=401)
    assert waiting.form_values()["title"] == "Typed meanwhile"
    assert "Amina" not in waiting.text
    again = amina.post(f"{draft}/title", waiting.form_values(), status=400)
    amina.submit(again, {}, action="/title")
    assert amina.get(f"{draft}/title").form_values("/title")["title"] == "Typed meanwhile"


def test_a_draft_can_be_deleted_after_a_question(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    page = amina.get(f"{draft}/delete")
    amina.get(draft)  # asking has not deleted it
    amina.submit(page, {}, to=f"{draft}/delete")
    amina.get(draft, status=404)
    with app.app_context():
        assert db.session.query(Draft).count() == 0


def test_what_was_chosen_is_shown_by_name_while_one_is_signed_out(app: Flask, as_: Open) -> None:
    draft = begin(as_("amina"))
    chosen = {
        "asking": ("country", "XA", "a landlocked developing country in Eastern Africa"),
        "goals": ("goals", "13", "13 Climate action"),
    }
    for page, (name, code, words) in chosen.items():
        waiting = Browser(app).post(f"{draft}/{page}", {name: code}, status=401)
        assert waiting.form_values()[name] == code
        told = "".join(waiting.all(".//main//details")[0].itertext())
        assert words in told
        assert code not in told.replace(words, "").split()
