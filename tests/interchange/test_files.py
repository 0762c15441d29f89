"""Each list as CSV and JSON: exactly what the list shows to this reader, on all its pages, at a bearable pace."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.models import Appointment
from app.core.db import writing
from app.core.records import Standing, Visibility
from app.country_requests.permissions import PRIVATE_FIELDS
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import LONG_AGO, a_country_request, a_solution, an_organisation
from tests.interchange.ground import LISTS, csv_rows, json_file, many_solutions, one_of_each_kind

pytestmark = pytest.mark.both_engines
DAY = LONG_AGO.date()


@pytest.mark.parametrize("name", LISTS)
def test_the_list_leads_to_its_files_with_the_filters_in_force(app: Flask, browser: Browser, name: str) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    links = browser.get(f"/en/{name}?place=XB&page=1").links()
    assert links["CSV"] == f"/en/{name}.csv?place=XB"
    assert links["JSON"] == f"/en/{name}.json?place=XB"


@pytest.mark.parametrize("name", LISTS)
def test_both_files_hold_the_same_rows(app: Flask, browser: Browser, name: str) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    table, found = csv_rows(browser, f"/en/{name}.csv"), json_file(browser, f"/en/{name}.json")
    assert [row["id"] for row in table] == [str(row["id"]) for row in found["records"]] == ["1"]
    assert list(table[0]) == list(found["records"][0])
    assert found["count"] == 1


def test_a_long_list_comes_whole_and_in_its_order(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        many_solutions(session, 450)
    rows = csv_rows(browser, "/en/solutions.csv?page=3")
    assert [row["title"] for row in rows] == [f"Tank number {number}" for number in reversed(range(450))]


def test_no_cell_is_a_formula(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    assert csv_rows(browser, "/en/solutions.csv")[0]["title"].startswith("'=")
    assert json_file(browser, "/en/solutions.json")["records"][0]["title"].startswith("=")


def test_a_text_says_its_language_and_a_record_its_standing(app: Flask) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    row = csv_rows(Browser(app), "/fr/organisations.csv")[0]
    assert (row["name"], row["name_language"], row["standing"]) == ("معهد المياه", "ar", "example")
    assert row["address"].startswith("http://localhost/fr/organisations/1-")


def test_organisations_come_in_the_order_of_their_names_where_the_list_has_it(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        for name in ("Zebra", "Éclair", "Alpha"):
            an_organisation(session, name)
    rows = csv_rows(browser, "/en/organisations.csv?sort=name")
    assert [row["name"] for row in rows] == ["Alpha", "Éclair", "Zebra"]


def test_what_a_visitor_may_not_see_is_in_no_file(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, "Open to all")
        a_country_request(session, "For members", visibility=Visibility.MEMBERS)
        a_solution(session, "For moderators", visibility=Visibility.MODERATORS)
    assert [row["title"] for row in csv_rows(browser, "/en/requests.csv")] == ["Open to all"]
    assert json_file(browser, "/en/solutions.json") == {"list": "solutions", "count": 0, "records": []}


def test_members_have_in_the_file_what_they_have_on_the_page(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, "For members", visibility=Visibility.MEMBERS)
    editor = Appointment(
        person_id=0, role="organisation-editor", scope_type="organisation", scope_id="1", valid_from=DAY
    )
    sign_in(browser, a_person(app, "Budi", roles=(editor,)))
    assert [row["title"] for row in csv_rows(browser, "/en/requests.csv")] == ["For members"]


def test_no_private_field_of_a_request_is_a_column(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, contact="secret@example.org", absorptive_capacity="two people", gap=5)
    answer = browser.client.get("/en/requests.csv").get_data(as_text=True)
    assert not {"secret@example.org", "two people", *PRIVATE_FIELDS} & set(answer.replace('"', "").split(","))


def test_the_seventh_file_of_an_hour_is_refused_kindly_and_the_list_stays_open(browser: Browser) -> None:
    for _ in range(3):
        csv_rows(browser, "/en/solutions.csv")
        json_file(browser, "/en/requests.json")
    page = browser.get("/en/organisations.csv", status=429)
    assert int(page.response.headers["Retry-After"]) > 0
    assert "Try again in" in page.text
    browser.get("solutions.index")


def test_an_unknown_list_takes_nothing_from_the_allowance(browser: Browser) -> None:
    for _ in range(8):
        browser.get("/en/secrets.csv", status=404)
    csv_rows(browser, "/en/solutions.csv")


def test_a_page_says_what_each_column_holds(browser: Browser) -> None:
    page = browser.get("interchange.files")
    columns = {"".join(code.itertext()) for code in page.all(".//code")}
    for name in LISTS:
        assert browser.client.get(f"/en/{name}.csv").get_data().decode("utf-8-sig").splitlines()[0]
    assert {"title", "title_language", "standing", "goals_and_targets", "countries_sharing"} <= columns


def test_the_address_of_a_record_for_ever_leads_to_its_page_in_the_readers_language(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, standing=Standing.CONFIRMED)
    answer = app.test_client().get("/solutions/1", headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer.location) == (302, "/ar/solutions/1")
    assert "Accept-Language" in answer.headers["Vary"]
    assert app.test_client().get("/secrets/1").status_code == 404
