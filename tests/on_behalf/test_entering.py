"""A moderator enters what came on paper or by e-mail: in whose name, read by its sender, decided by somebody else."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import Appointment
from app.core.audit import AuditEvent, AuditText
from app.core.db import db, utc_now, writing
from app.core.mail import Mail
from app.country_requests.models import CountryRequest, RequestStatus
from app.on_behalf.models import OnBehalf
from tests.browser import Browser, Page
from tests.country_requests import walking
from tests.moderation.ground import Open, answer, edit, fill, item_of, send_off, solution, stored

pytestmark = pytest.mark.both_engines
People = dict[str, int]
SOURCE: dict[str, Any] = {
    "name": "Fatou Example", "position": "Director of water", "address": "fatou@example.org", "way": ["paper"],
    "sent_on-day": "3", "sent_on-month": "3", "sent_on-year": "2026", "reference": "DW/12",
}  # fmt: skip
REQUEST = ("asking", "readers", "title", "problem", "outcome", "contact")


def begun(browser: Browser, country: str = "XA", **changes: Any) -> str:
    """The address of the task list of a request on behalf of somebody."""
    page = browser.get("request_entering.start")
    return browser.submit(
        page, {**SOURCE, "country": country, **changes}, to="/en/requests/on-behalf"
    ).response.request.path


def entered(browser: Browser) -> Page:
    draft = begun(browser)
    walking.fill(browser, draft, *REQUEST)
    return walking.send_off(browser, draft)


def link(app: Flask) -> str:
    with app.app_context():
        (mail,) = db.session.scalars(select(Mail).where(Mail.kind == "entered-on-behalf"))  # type: ignore[arg-type]
        assert mail.to_address == "fatou@example.org"
        text = message_from_bytes(mail.content, policy=policy.default).get_body(("plain",))
        return re.findall(r"/en/on-behalf/\S+", text.get_content() if text else "")[0]  # type: ignore[no-any-return]


def test_the_request_and_its_audit_row_say_in_whose_name_it_was_entered(app: Flask, as_: Open) -> None:
    carla = as_("carla")
    page = entered(carla)
    assert "Entered by the secretariat on behalf of Ministry of Water" in page.text
    assert "Fatou Example" in page.text
    row = stored(app, CountryRequest, 1)
    assert (row.status, row.submitted_by) == (RequestStatus.SUBMITTED, None)
    with app.app_context():
        wanted = select(AuditEvent).where(AuditEvent.act == "request.enter_on_behalf")  # type: ignore[arg-type]
        event = db.session.scalars(wanted).one()
        words = db.session.get_one(AuditText, event.id).after or {}
        assert words == {"on_behalf_of": "Fatou Example", "sent_on": "2026-03-03", "way": "paper", "reference": "DW/12"}


def test_it_still_waits_for_its_focal_point_and_others_read_the_mark_without_the_name(app: Flask, as_: Open) -> None:
    entered(as_("carla"))
    amina, budi = as_("amina"), as_("budi")
    budi.get("country_requests.by_number", number=1, status=404)
    amina.submit(amina.get("request_acts.endorse", number=1), {}, to="/en/requests/1/endorse")
    text = budi.get("country_requests.by_number", number=1).text
    assert "Entered by the secretariat on behalf of Ministry of Water" in text
    assert "Fatou" not in text
    assert "DW/12" not in text


def test_whoever_entered_it_does_not_endorse_it_even_if_appointed_later(app: Flask, as_: Open, people: People) -> None:
    carla = as_("carla")
    entered(carla)
    with app.app_context(), writing() as session:
        session.add(
            Appointment(
                person_id=people["carla"], role="focal-point", scope_type="country", scope_id="XA",
                valid_from=utc_now().date(),
            )
        )  # fmt: skip
    carla.get("request_acts.endorse", number=1, status=403)


def test_nobody_enters_for_a_country_or_an_institution_of_their_own(app: Flask, as_: Open, people: People) -> None:
    bima = as_("bima")
    page = bima.get("request_entering.start")
    again = bima.submit(page, {**SOURCE, "country": "XB"}, to="/en/requests/on-behalf", status=422)
    assert "You act for this country yourself" in again.text
    bima.get("solution_entering.start", organisation_id=people["institute"], status=404)


@pytest.mark.parametrize("name", ["budi", "amina", "dalia"])
def test_others_enter_nothing_for_anybody(as_: Open, people: People, name: str) -> None:
    browser = as_(name)
    browser.get("request_entering.start", status=404)
    browser.get("solution_entering.start", organisation_id=people["institute"], status=404)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"reference": ""}, "Enter the reference of the letter"),
        ({"way": []}, "Choose how it came"),
        ({"sent_on-year": "2999"}, "Enter a day that is not in the future"),
        ({"sent_on-day": ""}, "Enter the day, the month and the year"),
        ({"address": "nobody"}, "Enter an e-mail address such as name@example.org"),
        ({"country": ""}, "Choose a country"),
    ],
)
def test_who_sent_it_when_and_how_is_asked_first(as_: Open, wrong: dict[str, Any], words: str) -> None:
    carla = as_("carla")
    form = {**SOURCE, "country": "XA", **wrong}
    page = carla.submit(carla.get("request_entering.start"), form, to="/en/requests/on-behalf", status=422)
    assert words in page.text


def test_the_sender_reads_it_by_a_link_and_says_whether_it_is_right(app: Flask, as_: Open, browser: Browser) -> None:
    carla = as_("carla")
    entered(carla)
    address = link(app)
    page = browser.get(address)
    assert "Eleven towns flood within hours." in page.text
    assert stored(app, OnBehalf, 1).answer is None
    browser.submit(page, {"answer": ["wrong"], "words": ""}, to=address, status=422)
    done = browser.submit(page, {"answer": ["wrong"], "words": "Twelve towns."}, to=address)
    assert "Thank you" in done.text
    assert "The sender says Twelve towns." in carla.get("country_requests.by_number", number=1).text
    browser.submit(done, {"answer": ["right"], "words": ""}, to=address)
    assert "The sender says Yes, this is what I sent" in carla.get("country_requests.by_number", number=1).text
    browser.get("/en/on-behalf/nonsense", status=404)


def test_the_sender_may_still_say_that_it_is_wrong_once_it_is_endorsed_as_it_was_entered(
    app: Flask, as_: Open, browser: Browser
) -> None:
    entered(as_("carla"))
    amina = as_("amina")
    amina.submit(amina.get("request_acts.endorse", number=1), {}, to="/en/requests/1/endorse")
    browser.submit(browser.get(link(app)), {"answer": ["wrong"], "words": "Twelve towns."}, to=link(app))
    assert "The sender says Twelve towns." in amina.get("country_requests.by_number", number=1).text


@pytest.mark.parametrize("act", ["change", "close"])
def test_the_senders_link_is_over_once_it_was_changed_or_closed(
    app: Flask, as_: Open, browser: Browser, act: str
) -> None:
    entered(as_("carla"))
    address, amina = link(app), as_("amina")
    page = browser.get(address)
    if act == "close":
        amina.submit(amina.get("request_acts.close", number=1), {"reason": ["withdrawn"]}, to="/en/requests/1/close")
    else:
        amina.submit(amina.get("request_acts.endorse", number=1), {}, to="/en/requests/1/endorse")
        draft = amina.submit(amina.get("/en/requests/1"), {}, action="/change").response.request.path
        walking.send(amina, draft, "problem", {"problem": "The words of the focal point."})
        walking.send_off(amina, draft)
    assert "This link is no longer valid" in browser.get(address, status=410).text
    browser.submit(page, {"answer": ["right"], "words": ""}, to=address, status=410)
    assert stored(app, OnBehalf, 1).answer is None


def test_what_its_sender_says_is_not_said_of_later_words(app: Flask, as_: Open, browser: Browser) -> None:
    carla, amina = as_("carla"), as_("amina")
    entered(carla)
    address = link(app)
    browser.submit(browser.get(address), {"answer": ["right"], "words": ""}, to=address)
    amina.submit(amina.get("request_acts.endorse", number=1), {}, to="/en/requests/1/endorse")
    assert "The sender says Yes" in carla.get("country_requests.by_number", number=1).text
    draft = amina.submit(amina.get("/en/requests/1"), {}, action="/change").response.request.path
    walking.send(amina, draft, "problem", {**walking.ANSWERS["problem"], "problem": "Twelve towns flood."})
    walking.send_off(amina, draft)
    text = carla.get("country_requests.by_number", number=1).text
    assert "Twelve towns flood." in text
    assert "DW/12" in text
    assert "The sender says" not in text


def test_without_an_address_no_mail_leaves(app: Flask, as_: Open) -> None:
    carla = as_("carla")
    draft = begun(carla, address="")
    walking.fill(carla, draft, *REQUEST)
    walking.send_off(carla, draft)
    with app.app_context():
        assert [mail.kind for mail in db.session.scalars(select(Mail))] == ["request-waiting"]


def test_a_solution_is_entered_for_an_institution_and_another_moderator_decides(
    app: Flask, as_: Open, people: People
) -> None:
    carla, chen = as_("carla"), as_("chen")
    start = carla.get("solution_entering.start", organisation_id=people["institute"])
    path = f"/en/solutions/on-behalf/{people['institute']}"
    draft = carla.submit(start, SOURCE, to=path).response.request.path
    chen.get(draft, status=404)
    drafts = [browser.get("solution_drafts.index").links() for browser in (carla, chen)]
    assert [draft in found.values() for found in drafts] == [True, False]
    fill(carla, draft)
    state = send_off(carla, draft)
    assert "Entered by the secretariat on behalf of Delta Institute" in state.text
    item = item_of(app, 1)
    assert "Use one of the buttons" not in carla.get("moderation.show", number=item).text
    token = carla.get("accounts.show").form_values("sign-out")
    carla.post("moderation.decide", {**token, "act": "publish", "version": "1"}, number=item, status=403)
    page = chen.get("moderation.show", number=item)
    assert "Entered by the secretariat on behalf of Delta Institute" in page.text
    assert "DW/12" in page.text
    chen.submit(page, {"act": "publish"}, action=f"/moderation/{item}")
    assert solution(app, 1).status == "published"
    assert "Fatou" not in Browser(app).get("solutions.show", solution_id=1).text


def test_what_is_sent_back_is_changed_by_whoever_entered_it_and_decided_by_another(
    app: Flask, as_: Open, people: People
) -> None:
    carla, chen = as_("carla"), as_("chen")
    path = f"/en/solutions/on-behalf/{people['institute']}"
    draft = carla.submit(carla.get(path), SOURCE, to=path).response.request.path
    fill(carla, draft)
    send_off(carla, draft)
    sender = Browser(app)
    sender.get(link(app))
    item = item_of(app, 1)
    answer(chen, item, "changes", reasons=["unclear"], words="Say more.")
    chen.post("solution_drafts.edit", {**chen.get("accounts.show").form_values("sign-out")}, number=1, status=404)
    sender.get(link(app))
    edit(carla, 1, story={"approach": "More of it."})
    sender.get(link(app), status=410)
    carla.get("solution_sending.withdraw", number=1, status=404)
    token = carla.get("accounts.show").form_values("sign-out")
    again = item_of(app, 1)
    carla.post("moderation.decide", {**token, "act": "publish", "version": "1"}, number=again, status=403)
    answer(chen, again, "publish")
    assert "More of it." in Browser(app).get("solutions.show", solution_id=1).text


@pytest.mark.parametrize(
    "address",
    [
        "fatou@example.org;",
        "<f@example.org>",
        "f@example.org,",
        "a@b@example.org",
        "f..a@example.org",
        "mailto:f@example.org",
    ],
)
def test_an_address_that_no_mail_can_go_to_is_said_before_anything_is_entered(as_: Open, address: str) -> None:
    carla = as_("carla")
    page = carla.get("request_entering.start")
    answer = carla.submit(
        page, {**SOURCE, "country": "XA", "address": address}, to="/en/requests/on-behalf", status=422
    )
    assert "Enter an e-mail address such as name@example.org" in answer.text
    assert answer.form_values()["address"] == address
