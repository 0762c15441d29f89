"""Reading what programs read: files, feeds and linked data, with the parsers of others where there are any."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

from sqlalchemy.orm import Session

from app.core.records import Standing
from tests.browser import Browser
from tests.factories import LONG_AGO, a_country_request, a_solution, an_exchange, an_organisation

LISTS = ("solutions", "exchanges", "organisations", "requests")
ATOM = "{http://www.w3.org/2005/Atom}"
Row = dict[str, str]


def csv_rows(browser: Browser, address: str) -> list[Row]:
    answer = browser.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv"), address
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_file(browser: Browser, address: str) -> dict[str, Any]:
    answer = browser.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), address
    found: dict[str, Any] = json.loads(answer.get_data())
    return found


def xml(browser: Browser, address: str, kind: str = "application/atom+xml") -> ElementTree.Element:
    answer = browser.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, kind), (address, answer.status_code)
    return ElementTree.fromstring(answer.get_data())  # noqa: S314 - our own


def one_of_each_kind(session: Session) -> None:
    """A record for each list, one of them in Arabic and one whose title a spreadsheet might run."""
    owner = an_organisation(session, "معهد المياه", source_language="ar", country="XB", standing=Standing.EXAMPLE)
    a_solution(
        session, '=HYPERLINK("x")', standing=Standing.EXAMPLE, claims=("6.1",), owner=owner, countries_of_origin=["XB"]
    )
    an_exchange(session, "Rainwater & tanks <for> two", owner=owner, goals=["6"], provider_countries=["XB"])
    a_country_request(session, "Early warning of floods", targets=["13"], country="XB")


def many_solutions(session: Session, count: int, **facts: Any) -> None:
    """Each a day newer than the one before."""
    for number in range(count):
        a_solution(session, f"Tank number {number}", published_at=LONG_AGO + timedelta(days=number), **facts)
