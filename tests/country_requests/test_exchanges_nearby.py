"""While a need is written: documented exchanges on it around its country, nearest first, and nothing in the way."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser
from tests.country_requests.conftest import Open
from tests.country_requests.walking import ANSWERS, begin, fill, send
from tests.factories import an_exchange

HEADING = "Exchanges in your region on a need like this"
TITLE = {"title": "Flood warning for towns and villages on the river", "source_language": "en"}
STANDING = "not submitted or confirmed by the countries or institutions named"
PLACES = {"Kenya": "KEN", "Ghana": "GHA", "Morocco": "MAR", "Brazil": "BRA"}


@pytest.fixture
def exchanges(app: Flask) -> None:
    """Flood warning came to one country of the sub-region, two of the region (one of its south) and one elsewhere."""
    with app.app_context(), writing() as session:
        for number in range(40):
            for other in ("Rice banks", "Street lights", "Solar ferries", "Seed fairs"):
                an_exchange(session, f"{other} {number}", partner_countries=["KEN"], summary=f"{other} of a district.")
        for name, code in PLACES.items():
            an_exchange(session, f"Flood warning for towns in {name}", **_facts(code))


def _facts(code: str) -> dict[str, Any]:
    return {
        "provider_countries": ["BGD"],
        "partner_countries": [code],
        "summary": "Towns on the river are warned of a flood.",
        "year_from": 2019,
        "source_title": f"Report of {code}",
        "source_url": f"https://example.org/{code}",
    }


def beside_problem(browser: Browser, **asking: str) -> Any:
    draft = begin(browser)
    send(browser, draft, "asking", {**ANSWERS["asking"], **asking})
    return send(browser, draft, "title", TITLE)


def titles(text: str) -> list[str]:
    """The places named in the titles, in the order of the page."""
    part = text.partition(HEADING)[2]
    found = {name: part.find(f"Flood warning for towns in {name}") for name in PLACES}
    return sorted((name for name, place in found.items() if place >= 0), key=lambda name: found[name])


@pytest.mark.both_engines
def test_those_of_the_sub_region_come_first_then_the_region_and_none_from_elsewhere(
    app: Flask, as_: Open, exchanges: None
) -> None:
    page = beside_problem(as_("amina"))
    assert titles(page.text) == ["Kenya", "Ghana", "Morocco"]
    assert "Rice banks" not in page.text
    for words in ("In the same sub-region: Eastern Africa.", "In the same region: Africa.", "Both speak of"):
        assert words in page.text


def test_each_says_who_worked_with_whom_when_and_where_that_is_written(app: Flask, as_: Open, exchanges: None) -> None:
    page = beside_problem(as_("amina"))
    for words in ("Bangladesh", "Kenya", "2019", "Report of KEN", STANDING):
        assert words in page.text
    assert "https://example.org/KEN" in page.links().values()
    assert page.links()["Flood warning for towns in Kenya"].startswith("/en/exchanges/")


def test_shared_goals_or_sectors_are_the_reason_where_there_are_any(app: Flask, as_: Open) -> None:
    with app.app_context(), writing() as session:
        an_exchange(session, "Wells for schools", partner_countries=["KEN"], goals=["6"], sectors=["water-sanitation"])
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking")
    fill(amina, draft, "title")
    told = {"problem": "Families drink unsafe water, and sanitation, latrines and hygiene are missing in rural areas."}
    send(amina, draft, "problem", told)
    text = amina.get(f"{draft}/problem").text
    assert "Wells for schools" in text
    assert "Both serve 6 Clean water and sanitation." in text


def test_while_it_is_typed_they_are_shown_and_nothing_is_kept(app: Flask, as_: Open, exchanges: None) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, "asking")
    sent = amina.client.post(f"{draft}/title/alike", data=TITLE, headers={"HX-Request": "true"})
    assert titles(sent.get_data(as_text=True)) == ["Kenya", "Ghana", "Morocco"]
    assert amina.get(f"{draft}/title").form_values("/title")["title"] == ""


def test_without_a_country_or_with_few_letters_none_are_shown_and_nothing_is_blocked(
    app: Flask, as_: Open, exchanges: None
) -> None:
    amina = as_("amina")
    draft = begin(amina)
    assert HEADING not in send(amina, draft, "title", TITLE).text
    other = begin(amina)
    fill(amina, other, "asking")
    page = send(amina, other, "title", {"title": "Flood warning", "source_language": "en"})
    assert HEADING not in page.text
    assert page.response.request.path == f"{other}/problem"


def test_a_withdrawn_exchange_is_told_to_nobody(app: Flask, as_: Open) -> None:
    with app.app_context(), writing() as session:
        an_exchange(session, "Flood warning for towns in Kenya", status="withdrawn", **_facts("KEN"))
    assert HEADING not in beside_problem(as_("amina")).text


def test_in_french_the_reasons_are_in_french(app: Flask, as_: Open, exchanges: None) -> None:
    text = beside_problem(as_("amina", "fr")).text
    assert "Dans la même sous-région" in text
    assert "Afrique orientale" in text
