"""Translators are appointed for a language; for everybody else their pages do not exist. Nothing private is on them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.db import writing
from app.core.records import Visibility
from app.country_requests.models import RequestStatus
from app.organisations.models import Organisation
from app.solutions.models import SolutionStatus
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser
from tests.factories import a_country_request, a_solution, an_exchange, an_organisation
from tests.translation.ground import TITLE, a_french_solution, appointment, desk, signed_in, translator, write

PATHS = [
    "/en/translations",
    "/en/translations/into/ar/solution/1",
    "/en/translations/into/ar/solution/1.po",
    "/en/translations/into/ar.po",
    "/en/translations/into/ar/import",
]
HIDDEN: list[dict[str, Any]] = [
    {"visibility": Visibility.MEMBERS},
    {"visibility": Visibility.MODERATORS},
    {"status": SolutionStatus.DRAFT},
    {"status": SolutionStatus.WITHDRAWN},
]


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_is_asked_to_sign_in(app: Flask, browser: Browser, path: str) -> None:
    a_french_solution(app)
    assert browser.get(path).heading == "Sign in"


@pytest.mark.parametrize(
    "role",
    [
        (),
        ("translator", "language", "ru"),
        ("focal-point", "country", "XA"),
        ("translator",),
        ("translator", "country", "ar"),
    ],
    ids=" ".join,
)
def test_for_everybody_else_the_pages_do_not_exist(app: Flask, role: tuple[str, ...]) -> None:
    a_french_solution(app)
    other = signed_in(app, "Dalia", *([appointment(*role)] if role else []))
    for path in PATHS:
        own_list = path == PATHS[0] and "ru" in role
        other.get(path, status=200 if own_list else 404)


def test_a_translator_has_the_languages_of_the_appointments_and_a_moderator_all(app: Flask) -> None:
    a_french_solution(app)
    karim = translator(app, "Karim", "ar", "es")
    page = karim.get("/en/translations")
    names = [words for words in page.links() if words in {"Arabic", "Spanish", "Russian"}]
    assert names == ["Arabic", "Spanish"]
    moderator = signed_in(app, "Carla", appointment("moderator")).get("/en/translations")
    assert {"Arabic", "Chinese", "English", "French", "Russian", "Spanish", "Portuguese"} <= set(moderator.links())


@pytest.mark.parametrize("target", ["fr", "sw", "en_GB", "xx"])
def test_a_record_has_no_side_by_side_page_in_its_own_or_an_unknown_language(app: Flask, target: str) -> None:
    a_french_solution(app)
    desk(signed_in(app, "Carla", appointment("moderator")), lang=target, status=404)


@pytest.mark.parametrize("facts", HIDDEN, ids=str)
def test_what_is_not_public_is_nobodys_work(app: Flask, facts: dict[str, Any]) -> None:
    a_french_solution(app, **facts)
    carla = signed_in(app, "Carla", appointment("moderator"))
    assert TITLE not in carla.get("/en/translations?to=ar").text
    assert TITLE not in carla.get("/en/translations/into/ar.po").html
    desk(carla, status=404)
    carla.get("/en/translations/into/ar/solution/1.po", status=404)


def test_a_request_is_translated_only_once_its_focal_point_opened_it_to_everybody(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, "Opened", contact="amina@example.org", absorptive_capacity="Two people")
        a_country_request(session, "For members", visibility=Visibility.MEMBERS)
        a_country_request(session, "Not endorsed", status=RequestStatus.SUBMITTED)
    karim = translator(app, "Karim", "ar")
    links = karim.get("/en/translations").links()
    assert "Opened" in links
    assert not {"For members", "Not endorsed"} & set(links)
    page = desk(karim, "request")
    assert "Two people" not in page.text, "what is for its own people is no text to translate"
    assert "amina@example.org" not in page.text
    for number in (2, 3):
        desk(karim, "request", number, status=404)


def test_outside_a_demonstration_examples_are_nobodys_work(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, "Of an example country")
    karim = translator(app, "Karim", "ar")
    app.config["DEMO"] = False
    desk(karim, "request", status=404)


def test_a_record_that_is_withdrawn_while_somebody_writes_is_gone(app: Flask) -> None:
    a_french_solution(app)
    karim = translator(app, "Karim", "ar")
    page = desk(karim)
    from tests.translation.ground import edit_source

    edit_source(app, status=SolutionStatus.WITHDRAWN)
    write(karim, page, "save", status=404, title="خزانات")


def test_all_kinds_of_record_are_offered(app: Flask) -> None:
    with app.app_context(), writing() as session:
        owner: Organisation = an_organisation(session, summary="It builds.")
        solution = a_solution(session, owner=owner)
        an_exchange(session, solution_id=solution.key)
        a_country_request(session)
    karim = translator(app, "Karim", "ar")
    assert "4 records" in karim.get("/en/translations").text
    for kind in ("organisation", "solution", "exchange", "request"):
        desk(karim, kind)


def test_an_operator_appoints_a_translator(app: Flask) -> None:
    person = a_person(app, "Karim")
    told = app.test_cli_runner().invoke(
        args=["people", "appoint", "karim@example.org", "translator", "--of", "language:ar", "--document", "Letter 1"]
    )
    assert told.exit_code == 0, told.output
    browser = Browser(app)
    sign_in(browser, person)
    assert "Translator · Arabic" in browser.get("accounts.show").text
    assert browser.get("/en/translations").heading == "Translations: Arabic"


def test_a_translator_of_a_language_that_is_none_is_refused(app: Flask) -> None:
    a_person(app, "Karim")
    told = app.test_cli_runner().invoke(
        args=["people", "appoint", "karim@example.org", "translator", "--of", "language:xx", "--document", "Letter 1"]
    )
    assert told.exit_code != 0
    assert "no language of this site" in told.output


def test_the_page_of_a_record_leads_translators_to_its_translation_and_nobody_else(app: Flask) -> None:
    a_french_solution(app)
    karim = translator(app, "Karim", "ar")
    assert karim.get("/en/solutions/1").links()["Arabic"] == "/en/translations/into/ar/solution/1"
    for other in (Browser(app), signed_in(app, "Dalia"), translator(app, "Fatou", "fr")):
        assert "Translate this record" not in other.get("/en/solutions/1").text
