"""A request is changed after it was published, or asked for again after it was closed: everything is kept and told."""

from __future__ import annotations

import io
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.core.attachments import Attachment
from app.core.audit import AuditEvent, AuditText
from app.core.audit_check import check_chain
from app.core.db import db, writing
from app.core.drafts import Draft
from app.core.mail import Mail
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus
from app.country_requests.views_draft import MOST_DRAFTS
from tests.browser import Browser, Page
from tests.country_requests.walking import ANSWERS, NEEDED, begin, fill, send, send_off, stored

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines


@pytest.fixture
def number(as_: Open) -> int:
    """A full request of XA, open to everybody."""
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft)
    found = int(send_off(amina, draft).response.request.path.split("/")[-2])
    amina.submit(amina.get(f"/en/requests/{found}/open"), {"audience": "public"})
    return found


def pressed(browser: Browser, number: int, act: str) -> str:
    """The address of the draft that the button begins."""
    page = browser.submit(browser.get(f"/en/requests/{number}"), {}, action=f"/{act}")
    return page.response.request.path


def closed(app: Flask, number: int, reason: ClosingReason) -> None:
    with app.app_context(), writing() as session:
        row = session.get_one(CountryRequest, number)
        row.status, row.closing_reason, row.closed_at = RequestStatus.CLOSED, reason, row.changed_at


def mails(app: Flask, kind: str) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(select(col(Mail.to_address)).where(col(Mail.kind) == kind)))


def words_of_mail(app: Flask, kind: str) -> str:
    with app.app_context():
        content = db.session.scalars(select(col(Mail.content)).where(col(Mail.kind) == kind)).one()
    text = message_from_bytes(content, policy=default).get_body(("plain",))
    return str(text.get_content()) if text else ""


def answered(as_: Open, number: int) -> Page:
    budi = as_("budi")
    budi.submit(budi.get(f"/en/requests/{number}/question"), {"words": "How many gauges are there?"})
    return budi.submit(budi.get(f"/en/requests/{number}/offer"), {"message": "We have done this."})


def test_the_page_says_what_was_changed_and_who_answered_is_told_once(app: Flask, as_: Open, number: int) -> None:
    answered(as_, number)
    amina = as_("amina")
    draft = pressed(amina, number, "change")
    assert "Towns flood" not in stored(app, number).problem
    send(amina, draft, "problem", {**ANSWERS["problem"], "problem": "Twelve towns flood within hours."})
    assert "told" in amina.get(f"{draft}/check").text
    page = send_off(amina, draft)
    assert page.response.request.path.startswith(f"/en/requests/{number}-")
    for name in ("amina", "budi", "dalia"):
        text = as_(name).get(f"/en/requests/{number}").text
        assert "Twelve towns" in text
        assert "The problem" in text.partition("Changed on")[2][:60]
    assert mails(app, "request-changed") == ["budi@example.org"]
    assert "Changed: The problem" in words_of_mail(app, "request-changed")
    assert stored(app, number).status == RequestStatus.OPEN


def test_nothing_else_is_altered_by_a_change(app: Flask, as_: Open, number: int) -> None:
    before = stored(app, number).model_dump()
    amina = as_("amina")
    draft = pressed(amina, number, "change")
    send_off(amina, draft)
    assert stored(app, number).model_dump() == before
    assert "Changed on" not in amina.get(f"/en/requests/{number}").text


def test_what_only_the_country_reads_changes_in_silence(app: Flask, as_: Open, number: int) -> None:
    answered(as_, number)
    amina = as_("amina")
    draft = pressed(amina, number, "change")
    send(amina, draft, "capacity", {"absorptive_capacity": "A team of nine."})
    send_off(amina, draft)
    assert stored(app, number).absorptive_capacity == "A team of nine."
    assert "Changed on" not in as_("budi").get(f"/en/requests/{number}").text
    assert mails(app, "request-changed") == []


def test_only_the_focal_point_changes_it_and_only_until_talks_begin(app: Flask, as_: Open, number: int) -> None:
    amina = as_("amina")
    draft = pressed(amina, number, "change")
    for name, status in (("tariq", 403), ("budi", 403), ("carla", 403)):
        browser = as_(name)
        assert "Change the request" not in browser.get(f"/en/requests/{number}").text
        token = browser.get("accounts.show").form_values("sign-out")
        browser.post(f"/en/requests/{number}/change", token, status=status)
        browser.get(draft, status=404)
    with app.app_context(), writing() as session:
        session.get_one(CountryRequest, number).status = RequestStatus.NEGOTIATING
    amina.get(draft, status=404)
    assert "Change the request" not in amina.get(f"/en/requests/{number}").text


def test_there_is_one_draft_of_changes(app: Flask, as_: Open, number: int) -> None:
    amina = as_("amina")
    assert pressed(amina, number, "change") == pressed(amina, number, "change")


def test_a_request_that_found_nobody_is_asked_for_again_with_everything_kept(
    app: Flask, as_: Open, number: int
) -> None:
    closed(app, number, ClosingReason.EXPIRED)
    amina = as_("amina")
    draft = pressed(amina, number, "again")
    fill(amina, draft, "contact")
    again = int(send_off(amina, draft).response.request.path.split("/")[-2])
    old, new = stored(app, number), stored(app, again)
    of_its_own = {
        "id", "follows", "version", "status", "created_at", "changed_at", "endorsed_at", "published_at", "consent_at",
        "closed_at", "closing_reason", "opened_at", "visibility",
    }  # fmt: skip
    assert old.model_dump(exclude=of_its_own) == new.model_dump(exclude=of_its_own)
    assert f"Asked for before: R-{number}" in amina.get(f"/en/requests/{again}").text
    assert f"Asked for again: R-{again}" in amina.get(f"/en/requests/{number}").text
    assert "Asked for again" not in as_("dalia").get(f"/en/requests/{number}").text


def again_posted(browser: Browser, number: int) -> str:
    token = browser.get("accounts.show").form_values("sign-out")
    return browser.post(f"/en/requests/{number}/again", token).response.request.path


def test_whoever_presses_twice_has_one_draft_and_another_person_their_own(app: Flask, as_: Open, number: int) -> None:
    closed(app, number, ClosingReason.EXPIRED)
    amina = as_("amina")
    first, second = pressed(amina, number, "again"), again_posted(amina, number)
    assert first == second
    assert again_posted(as_("tariq"), number) != first
    fill(amina, first, "contact")
    send_off(amina, first)
    assert again_posted(amina, number) not in (first, f"/en/requests/{number}/again")


def test_who_has_many_drafts_takes_up_no_more(app: Flask, as_: Open, number: int) -> None:
    closed(app, number, ClosingReason.EXPIRED)
    amina = as_("amina")
    for _ in range(MOST_DRAFTS):
        begin(amina)
    page = amina.submit(amina.get(f"/en/requests/{number}"), {}, action="/again")
    assert "You have many drafts" in page.text
    with app.app_context():
        assert not db.session.scalars(select(Draft).where(col(Draft.follows) == number)).all()


def test_files_taken_up_again_count_for_whoever_takes_them_up(app: Flask, as_: Open, people: dict[str, int]) -> None:
    amina, tariq = as_("amina"), as_("tariq")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    token = amina.get(f"{draft}/files").form_values("/attachments/add")
    amina.post(f"{draft}/attachments/add", {**token, "file": (io.BytesIO(b"%PDF-1.7 map"), "map.pdf")})
    number = int(send_off(amina, draft).response.request.path.split("/")[-2])
    closed(app, number, ClosingReason.EXPIRED)
    assert "map.pdf" in tariq.get(f"{again_posted(tariq, number)}/files").text
    with app.app_context():
        added_by = db.session.scalars(select(col(Attachment.added_by)).order_by(col(Attachment.id))).all()
    assert added_by == [people["amina"], people["tariq"]]


def test_what_was_met_elsewhere_or_is_still_open_is_not_asked_for_again(app: Flask, as_: Open, number: int) -> None:
    amina = as_("amina")
    assert "Ask for it again" not in amina.get(f"/en/requests/{number}").text
    closed(app, number, ClosingReason.MET_ELSEWHERE)
    assert "Ask for it again" not in amina.get(f"/en/requests/{number}").text
    token = amina.get("accounts.show").form_values("sign-out")
    amina.post(f"/en/requests/{number}/again", token, status=403)
    with app.app_context():
        assert not db.session.scalars(select(Draft).where(col(Draft.follows) == number)).all()


def test_the_record_of_acts_keeps_what_all_could_read_and_of_the_rest_only_that_it_was_changed(
    app: Flask, as_: Open, number: int
) -> None:
    amina = as_("amina")
    draft = pressed(amina, number, "change")
    for name, other in (
        ("problem", {"problem": "Twelve towns flood within hours."}),
        ("amounts", {"total": "300 000"}),
        ("contact", {"contact": "water@example.org"}),
    ):
        send(amina, draft, name, {**ANSWERS[name], **other})
    send_off(amina, draft)
    with app.app_context():
        acts = select(AuditText).join(AuditEvent, col(AuditEvent.id) == col(AuditText.event_id))
        told = db.session.scalars(acts.where(col(AuditEvent.act) == "request.change")).one().after
        assert told is not None
        assert told["instead_of"] == {"contact": "…", "problem": ANSWERS["problem"]["problem"], "total": "…"}
        assert check_chain(db.session).good
