"""From an empty box to words that everybody reads: written, sent, reviewed by a second person, reopened."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import col

from app.core.audit import AuditEvent
from app.core.audit_check import check_chain
from app.core.db import db
from tests.browser import Browser, Page
from tests.translation.ground import (
    APPROACH_AR,
    TITLE,
    TITLE_AR,
    a_french_solution,
    answer,
    appointment,
    desk,
    edit_source,
    signed_in,
    stored,
    translator,
    write,
)

pytestmark = pytest.mark.both_engines
SOLUTION = "/ar/solutions/1"


@pytest.fixture
def karim(app: Flask) -> Browser:
    a_french_solution(app)
    return translator(app, "Karim", "ar")


@pytest.fixture
def nour(app: Flask) -> Browser:
    return translator(app, "Nour", "ar")


def approved(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR, approach=APPROACH_AR)
    answer(nour, "approve", "title", "approach")


def errors(page: Page) -> list[str]:
    found = [each for each in page.all(".//p") if (each.get("class") or "") == "field-error"]
    return [" ".join("".join(each.itertext()).split()) for each in found]


def test_what_is_saved_stays_with_the_translators(app: Flask, karim: Browser) -> None:
    page = write(karim, desk(karim), "save", title=TITLE_AR)
    assert "1 text is saved." in page.text
    assert page.form_values()["text-title"] == TITLE_AR
    kept = stored(app)
    assert kept is not None
    assert (kept.text, kept.state) == (TITLE_AR, "needs_editing")
    assert TITLE in Browser(app, "ar").get(SOLUTION).text


def test_a_second_translator_approves_and_everybody_reads_and_finds_it(
    app: Flask, karim: Browser, nour: Browser
) -> None:
    sent = write(karim, desk(karim), "send", title=TITLE_AR, approach=APPROACH_AR)
    assert "2 texts wait for review now." in sent.text
    assert Browser(app, "ar").get(SOLUTION).heading == TITLE, "nobody reads it yet"
    assert "2 texts are approved" in answer(nour, "approve", "title", "approach").text
    reader = Browser(app, "ar")
    page = reader.get(SOLUTION)
    assert page.heading == TITLE_AR
    assert APPROACH_AR in page.text
    assert TITLE_AR in reader.get("solutions.index", q="خزانات").links()


def test_nobody_approves_their_own_words(app: Flask, karim: Browser) -> None:
    page = write(karim, desk(karim), "send", title=TITLE_AR)
    assert "another translator of the language or a moderator approves it" in page.text
    assert not page.all(".//button[@value='approve']")
    answer(karim, "approve", "title", status=404)
    assert stored(app).state == "waiting"  # type: ignore[union-attr]


def test_a_moderator_may_approve_their_own_words(app: Flask, karim: Browser) -> None:
    carla = signed_in(app, "Carla", appointment("moderator"))
    write(carla, desk(carla), "send", title=TITLE_AR)
    answer(carla, "approve", "title")
    assert stored(app).state == "approved"  # type: ignore[union-attr]


def test_whoever_sends_anothers_words_unchanged_may_approve_them_and_the_author_may_not(
    app: Flask, karim: Browser, nour: Browser
) -> None:
    write(karim, desk(karim), "save", title=TITLE_AR)
    write(nour, desk(nour), "send")
    answer(karim, "approve", "title", status=404)
    answer(nour, "approve", "title")
    assert stored(app).state == "approved"  # type: ignore[union-attr]


def test_a_reviewer_asks_for_changes_and_says_which(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    empty = answer(nour, "ask", "title", status=422)
    assert "Say what should change" in empty.text
    answer(nour, "ask", "title", note="Say which schools.")
    page = desk(karim)
    assert "Say which schools." in page.text
    write(karim, page, "save", title=TITLE_AR + " القروية")
    assert "Say which schools." in desk(karim).text, "until it is sent again"
    write(karim, desk(karim), "send")
    assert "Say which schools." not in desk(karim).text


def test_a_reviewer_may_answer_for_some_of_the_texts(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR, approach=APPROACH_AR)
    answer(nour, "approve", "approach")
    assert [stored(app, field).state for field in ("title", "approach")] == ["waiting", "approved"]  # type: ignore[union-attr]


def test_a_review_does_not_lose_what_was_typed_and_not_saved(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    page = nour.submit(
        desk(nour), {"act": "approve", "review": ["title"], "text-title": "خزانات", "note": ""}, status=422
    )
    assert "This text was changed and is not saved" in page.text
    assert page.form_values()["text-title"] == "خزانات"
    assert stored(app).state == "waiting"  # type: ignore[union-attr]


def test_a_changed_source_reopens_the_translation_and_shows_what_changed(
    app: Flask, karim: Browser, nour: Browser
) -> None:
    approved(app, karim, nour)
    edit_source(app, title="Grandes citernes pour les écoles")
    reader = Browser(app, "ar").get(SOLUTION)
    assert reader.heading == "Grandes citernes pour les écoles"
    assert "باللغة الفرنسية" in reader.text, "and the page says its language"
    assert APPROACH_AR in reader.text, "the other texts stay"
    page = desk(karim)
    changes = ["".join(each.itertext()) for tag in ("del", "ins") for each in page.all(f".//{tag}")]
    assert changes == ["taken out: Citernes", "put in: Grandes citernes"]
    assert all(each.get("dir") == "ltr" for tag in ("del", "ins") for each in page.all(f".//{tag}"))
    write(karim, page, "save", title="خزانات كبيرة")
    assert desk(karim).all(".//ins"), "unfinished work goes on showing it"
    write(karim, desk(karim), "send", title="خزانات كبيرة للمدارس")
    answer(nour, "approve", "title")
    assert Browser(app, "ar").get(SOLUTION).heading == "خزانات كبيرة للمدارس"


def test_changing_an_approved_text_takes_it_off_the_page_until_it_is_approved_again(
    app: Flask, karim: Browser, nour: Browser
) -> None:
    approved(app, karim, nour)
    page = desk(karim)
    assert "If you change it, nobody does until it is approved again." in page.text
    write(karim, page, "save", title=TITLE_AR + " القروية")
    assert Browser(app, "ar").get(SOLUTION).heading == TITLE
    assert TITLE_AR not in Browser(app, "ar").get("solutions.index").links()


def test_an_emptied_text_is_untranslated_again(app: Flask, karim: Browser, nour: Browser) -> None:
    approved(app, karim, nour)
    write(karim, desk(karim), "save", title="")
    assert stored(app).state == "untranslated"  # type: ignore[union-attr]
    assert Browser(app, "ar").get(SOLUTION).heading == TITLE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("بنت أسر خزانات.", "Missing from the translation: 2016 and 340"),
        ("In 2016, 340 families built tanks.", "Write in the script of the language"),
        (APPROACH_AR + " \u2067", "close each one on its line"),
    ],
)
def test_what_a_check_finds_can_be_saved_but_not_sent(app: Flask, karim: Browser, text: str, told: str) -> None:
    refused = write(karim, desk(karim), "send", approach=text, status=422)
    assert any(told in error for error in errors(refused)), errors(refused)
    assert stored(app, "approach") is None
    saved = write(karim, refused, "save")
    assert told in saved.text, "a warning stands beside the text"
    assert not errors(saved)
    assert stored(app, "approach").state == "needs_editing"  # type: ignore[union-attr]


def test_sending_nothing_is_answered_kindly(karim: Browser) -> None:
    page = write(karim, desk(karim), "send", status=422)
    assert "Write at least one text before you send for review" in page.text


def test_a_text_that_is_too_long_is_kept_in_its_box(app: Flask, karim: Browser) -> None:
    page = write(karim, desk(karim), "save", title="خ" * 201, status=422)
    assert "Shorten this by 1 character" in page.text
    assert page.form_values()["text-title"] == "خ" * 201
    assert stored(app) is None


def test_the_second_of_two_who_save_sees_both_texts_and_loses_nothing(
    app: Flask, karim: Browser, nour: Browser
) -> None:
    both = desk(karim), desk(nour)
    write(karim, both[0], "save", title=TITLE_AR)
    late = write(nour, both[1], "save", title="صهاريج للمدارس", status=422)
    assert "Somebody else changed this text in the meantime" in late.text
    assert TITLE_AR in late.text
    assert late.form_values()["text-title"] == "صهاريج للمدارس"
    assert stored(app).text == TITLE_AR  # type: ignore[union-attr]
    write(nour, late, "save")
    assert stored(app).text == "صهاريج للمدارس"  # type: ignore[union-attr]


def test_two_who_save_different_texts_do_not_disturb_each_other(app: Flask, karim: Browser, nour: Browser) -> None:
    both = desk(karim), desk(nour)
    write(karim, both[0], "save", title=TITLE_AR)
    write(nour, both[1], "save", approach=APPROACH_AR)
    assert [stored(app, field).text for field in ("title", "approach")] == [TITLE_AR, APPROACH_AR]  # type: ignore[union-attr]


def test_a_source_that_changed_meanwhile_is_shown_before_anything_is_saved(app: Flask, karim: Browser) -> None:
    page = desk(karim)
    edit_source(app, title="Grandes citernes pour les écoles")
    late = write(karim, page, "send", title=TITLE_AR, status=422)
    assert "The source was changed in the meantime" in late.text
    assert "Grandes citernes pour les écoles" in late.text
    assert late.form_values()["text-title"] == TITLE_AR
    assert stored(app) is None
    write(karim, late, "send")
    assert stored(app).state == "waiting"  # type: ignore[union-attr]


def test_a_review_of_a_text_that_changed_meanwhile_is_stopped(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    page = desk(nour)
    write(karim, desk(karim), "send", title=TITLE_AR + " القروية")
    late = nour.submit(page, {"act": "approve", "review": ["title"]}, status=422)
    assert "Somebody else changed this text in the meantime" in late.text
    assert stored(app).state == "waiting"  # type: ignore[union-attr]


def test_every_act_leaves_a_row_in_the_audit_chain(app: Flask, karim: Browser, nour: Browser) -> None:
    write(karim, desk(karim), "save", title=TITLE_AR)
    write(karim, desk(karim), "send")
    answer(nour, "ask", "title", note="Which schools?")
    write(karim, desk(karim), "send", title=TITLE_AR)
    answer(nour, "approve", "title")
    with app.app_context():
        acts = db.session.scalars(select(col(AuditEvent.act)).order_by(col(AuditEvent.id))).all()
        assert check_chain(db.session).good
    assert [act for act in acts if act.startswith("translation.")] == [
        "translation.save",
        "translation.send",
        "translation.ask_for_changes",
        "translation.send",
        "translation.approve",
    ]


def test_the_words_of_the_field_stand_beside_the_source(app: Flask) -> None:
    a_french_solution(app, approach="Un partenariat entre deux pays.")
    page = desk(translator(app, "Karim", "ar"))
    assert ["".join(term.itertext()) for term in page.all(".//dt[@lang='fr']")] == ["partenariat"]
    assert ["".join(term.itertext()) for term in page.all(".//dd[@lang='ar']")] == ["شراكة"]


def test_both_sides_say_their_language_and_direction(karim: Browser) -> None:
    page = desk(karim)
    assert [(box.get("lang"), box.get("dir")) for box in page.all(".//textarea[@lang]")] == [("ar", "rtl")] * 2
    assert TITLE in ["".join(each.itertext()) for each in page.all(".//p[@lang='fr'][@dir='ltr']")]
