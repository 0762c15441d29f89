"""Whoever looks at what somebody else would get can do nothing there for that reader."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.db import db, writing
from app.core.drafts import start_draft
from app.core.records import Visibility
from app.country_requests.guards import DRAFT_KIND
from app.country_requests.models import CountryRequest
from app.digest import jobs
from app.digest.weeks import week_of
from app.organisations.models import Organisation, Review
from app.saved.models import SavedSearch
from tests.digest.ground import EARLIER, NOW
from tests.digest.test_matches import EXAMPLE
from tests.digest.test_runs import signed_in
from tests.digest.waiting import Waiting
from tests.factories import LONG_AGO, a_solution, a_subscriber

LINK = re.compile(r"http://localhost(/[^\s\"#?]*)")
ALWAYS = {"digest.stop", "digest.view"}
SIGNED = {
    "amina": ALWAYS | {"match_answers.show", "returning.come_back"},
    "budi": ALWAYS | {"match_answers.show", "reviews.show"},
    "sana": ALWAYS | {"weekly_mail.of"},
}


@pytest.fixture
def readers(app: Flask) -> None:
    """Amina has a draft that ends soon, Budi a record to reconfirm, both a match; Sana has searches and no account."""
    water = {"sectors": ["water-sanitation"], "modalities": ["training"]}
    with app.app_context():
        waiting = Waiting(app)
        waiting.change(Organisation, waiting.institution, review_due_on=NOW.date())
        waiting.change(CountryRequest, waiting.request, targets=["6.1"], **water)
        waiting.keep(
            Review(kind="organisation", record_id=waiting.institution, due_on=NOW.date(), asked_at=NOW, asks=1)
        )
        with writing() as session:
            owner = session.get_one(Organisation, waiting.institution)
            a_solution(session, "Rainwater tanks", claims=("6.1",), owner=owner, **water, **EXAMPLE)
            draft = start_draft(session, kind=DRAFT_KIND, person_id=waiting.people["amina"], now=EARLIER)
            draft.expires_at = NOW + timedelta(days=9)
            sana = a_subscriber(session, email="sana@example.org", created_at=EARLIER)
            before = LONG_AGO - timedelta(days=1)
            session.add(SavedSearch(subscriber_id=sana.id or 0, list_name="solutions", query="", created_at=before))
        db.session.close()


def signed_links(app: Flask, words: str) -> set[str]:
    """The pages behind its links that ask for no sign-in: a token in the address is the permission."""
    with app.app_context():
        pages = [app.url_map.bind("localhost").match(path) for path in LINK.findall(words)]
    assert pages
    return {page for page, values in pages if "token" in values}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("name", SIGNED)
def test_no_link_of_a_preview_acts_for_its_reader(app: Flask, readers: None, name: str) -> None:
    address = f"{name}@example.org"
    with app.app_context():
        ada = signed_in(app, "administrator")
    form = ada.get("digest_runs.preview").form_values()
    shown = ada.client.post("/en/weekly-mail/runs/preview", data={**form, "email": address, "language": "en"})
    printed = app.test_cli_runner().invoke(args=["digest", "preview", "--to", address])
    assert (shown.status_code, printed.exit_code) == (200, 0)
    assert signed_links(app, shown.text) == signed_links(app, printed.output) == set()
    for path in set(LINK.findall(shown.text)):
        assert ada.client.get(path, follow_redirects=True).status_code in {200, 404}  # 404: not for these eyes


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("name", SIGNED)
def test_the_mail_itself_has_them(app: Flask, readers: None, name: str) -> None:
    with app.app_context():
        wanted = select(Subscriber).where(col(Subscriber.email) == f"{name}@example.org")
        issue = jobs.issue_for(db.session.scalars(wanted).one(), week_of(NOW), now=NOW, digest_mail_id=1)
        assert issue is not None
        words = issue.message.text
        db.session.close()
    assert signed_links(app, words) == SIGNED[name]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("visibility", [Visibility.MEMBERS, Visibility.PUBLIC])
def test_an_administrator_s_preview_tells_of_what_everybody_may_read_alone(
    app: Flask, readers: None, visibility: Visibility
) -> None:
    with app.app_context():
        with writing() as session:
            request = session.query(CountryRequest).one()
            title, request.visibility = request.title, visibility
        ada = signed_in(app, "administrator")
        amina = db.session.scalars(select(Subscriber).where(col(Subscriber.email) == "amina@example.org")).one()
        own = jobs.issue_for(amina, week_of(NOW), now=NOW)
    assert own is not None
    assert title in own.message.text
    form = ada.get("digest_runs.preview").form_values()
    data = {**form, "email": "amina@example.org", "language": "en"}
    shown = ada.client.post("/en/weekly-mail/runs/preview", data=data).text
    assert "Not shown in a preview" in shown  # her draft
    assert (title in shown) == (visibility == Visibility.PUBLIC)
