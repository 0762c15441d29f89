"""What a person is given of the requests they had a part in, and what stays of them once they are forgotten."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask

from tests.browser import Browser
from tests.country_requests.walking import sent_request, stored

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines
EXPORT = "/en/account/export"
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
    assert sent["contact"] == "amina@example.org"
    assert sent["created_at"]
    assert endorsed["endorsed_at"]
