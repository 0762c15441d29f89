"""The work list: every record under each state that one of its texts is in, and counts that are true."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from app.core.db import db, writing
from app.translation.models import TranslationState
from app.translation.service import store_translation
from app.translation.works import works
from tests.browser import Browser, Page
from tests.factories import a_solution, an_organisation
from tests.translation.ground import a_french_solution, desk, edit_source, translator, write

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAMES = {
    "": "All",
    "untranslated": "Untranslated",
    "needs_editing": "Needs editing",
    "waiting": "Waiting for review",
    "approved": "Approved",
}
STATES = [state for state in TranslationState if state != TranslationState.UNTRANSLATED]


def counts(page: Page, label: str) -> dict[str, int]:
    """The words of each link of a row of tabs → its count."""
    (tabs,) = [nav for nav in page.all(".//nav") if nav.get("aria-label") == label]
    found = {}
    for link in tabs.iter("a"):
        words, number = re.fullmatch(r"(.*?) ([\d,]+)", " ".join("".join(link.itertext()).split())).groups()  # type: ignore[union-attr]
        found[words] = int(number.replace(",", ""))
    return found


def titles(page: Page) -> list[str]:
    return ["".join(each.itertext()).strip() for each in page.all(".//h3")]


@pytest.fixture
def karim(app: Flask) -> Browser:
    a_french_solution(app)
    return translator(app, "Karim", "ar")


def test_a_record_stands_under_each_state_that_one_of_its_texts_is_in(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "save", title="خزانات")
    page = karim.get("/en/translations")
    assert counts(page, "State") == {
        "All": 1, "Untranslated": 1, "Needs editing": 1, "Waiting for review": 0, "Approved": 0
    }  # fmt: skip
    assert "Untranslated: 1" in page.text
    assert "Needs editing: 1" in page.text


def test_the_list_is_narrowed_by_state_and_kind_and_the_counts_are_those_of_the_lists(app: Flask) -> None:
    chance = random.Random(16)
    with app.app_context(), writing() as session:
        for number in range(24):
            solution = a_solution(session, f"Practice {number}", standfirst="Short", source_language="fr")
            body = an_organisation(session, f"Institute {number}", source_language="fr")
            for record, field in ((solution, "title"), (solution, "standfirst"), (body, "name")):
                chosen = chance.choice([None, *STATES])
                if chosen:
                    store_translation(session, record, field, "ar", "نص", state=chosen, now=NOW)
    karim = translator(app, "Karim", "ar")
    for kind, label in (("", "All"), ("solution", "Solutions"), ("organisation", "Organisations")):
        for state, words in NAMES.items():
            address = f"/en/translations?state={state}&kind={kind}"
            page = karim.get(address)
            found = titles(page)
            for number in range(2, 1 + -(-counts(page, "State")[words] // 20)):
                found += titles(karim.get(f"{address}&page={number}"))
            assert (
                len(found) == len(set(found)) == counts(page, "State")[words] == counts(page, "Kind of record")[label]
            )
            expected = brute_force(app, state, kind)
            assert sorted(found) == expected


def brute_force(app: Flask, state: str, kind: str) -> list[str]:
    with app.app_context():
        return sorted(
            work.source.title
            for work in works(db.session, "ar")
            if (not kind or work.source.kind == kind) and (not state or work.counts[TranslationState(state)])
        )


def test_a_record_is_found_by_words_of_its_title(karim: Browser) -> None:
    assert titles(karim.get("/en/translations?q=ÉCOLES")) == ["Citernes pour les écoles"]
    page = karim.get("/en/translations?q=puits")
    assert titles(page) == []
    assert counts(page, "State")["All"] == 0


def test_records_written_in_the_language_are_not_on_its_list(app: Flask) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "بنوك البذور", source_language="ar")
    assert "0 records" in translator(app, "Karim", "ar").get("/en/translations").text


def test_a_changed_source_moves_its_text_to_needs_editing(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "send", title="خزانات")
    edit_source(app, title="Grandes citernes")
    page = karim.get("/en/translations?state=needs_editing")
    assert titles(page) == ["Grandes citernes"]
    assert counts(page, "State")["Waiting for review"] == 0


@pytest.mark.parametrize(
    "query", ["to=xx", "state=nothing", "kind=nothing", "page=9999", "page=-1", "to=ru&state=%00", "q=%00"]
)
def test_whatever_stands_in_the_address_the_list_is_answered(karim: Browser, query: str) -> None:
    assert "Citernes pour les écoles" in karim.get(f"/en/translations?{query}").text


def test_htmx_gets_the_list_alone(karim: Browser) -> None:
    address = "/en/translations?state=untranslated"
    part = karim.client.get(address, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.lstrip().removeprefix("{#").startswith('<div id="listing">')
    assert re.sub(r"\s+", " ", part).strip() in re.sub(r"\s+", " ", karim.get(address).html)


def test_titles_say_their_language(karim: Browser) -> None:
    page = karim.get("/en/translations")
    assert [each.get("lang") for each in page.all(".//h3//bdi")] == ["fr"]
    assert "In French" in page.text
