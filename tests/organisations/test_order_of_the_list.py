"""The list of organisations in the order of their names, as the reader's language has it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.db import writing
from app.core.paging import PAGE_SIZE
from app.organisations.models import Organisation
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.browser import Browser, Page
from tests.factories import an_organisation

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def listed(page: Page) -> list[str]:
    return ["".join(link.itertext()) for link in page.all(".//ul[@class='rows']//h3/a")]


def named(app: Flask, *names: str) -> list[int]:
    with app.app_context(), writing() as session:
        return [an_organisation(session, name).key for name in names]


def test_names_stand_in_the_order_of_the_reader_s_language(app: Flask) -> None:
    named(app, "Zayed Centre", "Ñandú Trust", "École du Sahel", "Nzima Fund", "Egerton Lab")
    french = Browser(app, "fr").get("/fr/organisations?sort=name")
    assert listed(french) == ["École du Sahel", "Egerton Lab", "Ñandú Trust", "Nzima Fund", "Zayed Centre"]
    spanish = Browser(app, "es").get("/es/organisations?sort=name")
    assert listed(spanish)[2:4] == ["Nzima Fund", "Ñandú Trust"]


def test_an_approved_translation_of_a_name_is_what_it_is_ordered_by(app: Flask) -> None:
    [first, second] = named(app, "Aqua Centre", "Bread Centre")
    with app.app_context(), writing() as session:
        for key, words in ((first, "مركز المياه"), (second, "مركز الخبز")):
            organisation = session.get_one(Organisation, key)
            state = TranslationState.APPROVED
            store_translation(session, organisation, "name", "ar", words, state=state, now=NOW)
    assert listed(Browser(app, "ar").get("/ar/organisations?sort=name")) == ["مركز الخبز", "مركز المياه"]


def test_the_order_goes_on_over_pages_and_every_name_is_on_one(app: Flask) -> None:
    names = [f"Institute {letter}{number}" for letter in "ABC" for number in range(10)]
    named(app, *reversed(names))
    visitor = Browser(app)
    first, second = (visitor.get(f"/en/organisations?sort=name&page={page}") for page in (1, 2))
    assert listed(first) == names[:PAGE_SIZE]
    assert listed(first) + listed(second) == names[: 2 * PAGE_SIZE]


def test_the_order_by_name_is_offered_where_it_can_be_had_and_elsewhere_passed_over(app: Flask) -> None:
    visitor = Browser(app)
    assert visitor.get("/en/organisations").links()["By name"] == "/en/organisations?sort=name"
    assert "By name" not in visitor.get("/en/solutions?sort=name").links()
