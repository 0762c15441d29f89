"""What a person is given of the requests they had a part in, and what stays of them once they are forgotten."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask

from app.core.db import db, writing
from app.country_requests.models import CountryRequest
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD
from tests.browser import Browser
from tests.country_requests.walking import sent_request, sign_in, stored
from tests.factories import a_country_request

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines
EXPORT, DELETE = "/en/account/export", "/en/account/delete"
NOTE = "A neighbour has lent us gauges."


def requests_of(browser: Browser) -> list[list[dict[str, object]]]:
    """The requests in a person's own data: as JSON, and as the table of the same name."""
    answer = browser.client.post(EXPORT, data=browser.get(EXPORT).form_values())
    packed = zipfile.ZipFile(io.BytesIO(answer.data))
    table = csv.DictReader(io.StringIO(packed.read("requests.csv").decode("utf-8-sig")))
    return [json.loads(packed.read("everything.json"))["requests"], list(table)]


@pytest.fixture
def number(app: Flask, as_: Open) -> int:
    """Sent by the team assistant; endorsed with a rank and closed with a note by the focal point."""
    found = sent_request(as_("tariq"))
    amina = as_("amina")
    acts = {"endorse": {"rank": "73"}, "close": {"reason": "withdrawn", "note": NOTE}}
    for act, answers in acts.items():
        page = amina.get(f"/en/requests/{found}/{act}")
        amina.submit(page, answers, to=f"/en/requests/{found}/{act}")
    assert (stored(app, found).national_priority, stored(app, found).closing_note) == (73, NOTE)
    return found


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("name", ["tariq", "amina"])
def test_own_data_tell_neither_the_rank_nor_why_the_country_closed_it(as_: Open, name: str) -> None:
    for rows in requests_of(as_(name)):
        assert len(rows) == 1
        assert {"national_priority", "closing_note", "closing_reason", "total"} & set(rows[0]) == set()
        assert NOTE not in str(rows)
        assert "73" not in [str(value) for value in rows[0].values()]


def test_own_data_tell_which_part_one_had_and_not_who_had_the_others(
    as_: Open, people: dict[str, int], number: int
) -> None:
    (sent,), (endorsed,) = requests_of(as_("tariq"))[0], requests_of(as_("amina"))[0]
    assert (sent["id"], sent["title"], sent["country"]) == (number, "Early warning of floods", "XA")
    assert (sent["submitted_by"], sent["endorsed_by"]) == (people["tariq"], None)
    assert (endorsed["submitted_by"], endorsed["endorsed_by"]) == (None, people["amina"])
    assert sent["contact"] == endorsed["contact"] == "amina@example.org"
    assert endorsed["consent_at"] is None
    assert sent["created_at"]
    assert endorsed["endorsed_at"]


def kept_after_going(app: Flask, person: int, contacts: list[str]) -> list[str]:
    """Those of the contacts that still stand in requests of others once the person has deleted the account."""
    with app.app_context(), writing() as session:
        for contact in contacts:
            a_country_request(session, contact=contact)
    browser = Browser(app)
    sign_in(browser, person)
    done = browser.submit(browser.get(DELETE), {"password": PASSWORD, "sure": "y"})
    assert done.heading == "Your account is deleted"
    with app.app_context():
        return [row.contact for row in db.session.query(CountryRequest).order_by("id") if row.contact]


THEIRS = [
    "ali@example.org",
    "ALI@Example.org.",
    "Water office <ali@example.org>",
    "Tel. 12/ali@example.org",
    "Ask for Ali.",
]
OF_OTHERS = [
    "water@salima.example.org", "mali@example.org", "water.ali@example.org", "ali@example.org.uk", "ali@other.org",
    "b-ali@example.org", "Alia, Salima", "ali.hassan@ministry.org",
]  # fmt: skip


def test_forgetting_takes_a_contact_that_is_the_persons_and_nobody_elses(app: Flask) -> None:
    assert kept_after_going(app, a_person(app, "Ali"), [*THEIRS, *OF_OTHERS]) == OF_OTHERS


@pytest.mark.parametrize(
    ("name", "theirs", "of_another"),
    [
        ("李明", "联系人李明（水利部）", "liming@ministry.org"),
        ("राम", "राम, जल मंत्रालय", "रामा, जल मंत्रालय"),
        ("José  Sá", "Jose\u0301 Sa\u0301", "José Sánchez"),
    ],
)
def test_a_name_is_known_in_every_script(app: Flask, name: str, theirs: str, of_another: str) -> None:
    person = a_person(app, name, email="li@example.org")
    assert kept_after_going(app, person, [theirs, of_another]) == [of_another]
