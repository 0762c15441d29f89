"""What is put into a sentence keeps its own direction, and the sentence its own."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask
from flask_babel import gettext, ngettext
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.core.bidi import FIRST_STRONG, POP, isolated_in
from app.core.db import writing
from app.core.i18n import in_language
from tests.browser import Browser
from tests.factories import an_organisation

ARABIC, LATIN = "وزارة المياه", "Rural Water Institute"
MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
DIRECTIONS = ("ltr", "rtl")


@pytest.mark.parametrize(
    ("direction", "value"),
    [("ltr", LATIN), ("ltr", "R-12"), ("ltr", "31.12.2027"), ("rtl", ARABIC), ("rtl", "12"), ("rtl", 12), ("ltr", "")],
)
def test_what_goes_along_with_its_sentence_is_left_alone(direction: str, value: object) -> None:
    assert isolated_in(direction, value) == value


@pytest.mark.parametrize(
    ("direction", "value"),
    [("rtl", LATIN), ("rtl", "R-12"), ("rtl", "2027-12-31"), ("rtl", "amina@example.org"), ("ltr", ARABIC)],
)
def test_what_could_disturb_its_sentence_is_isolated(direction: str, value: str) -> None:
    assert isolated_in(direction, value) == f"{FIRST_STRONG}{value}{POP}"


def test_markup_stays_markup_and_a_name_that_is_isolated_already_is_not_touched() -> None:
    assert isolated_in("rtl", Markup("<bdi>A &amp; B</bdi>")) == Markup("<bdi>A &amp; B</bdi>")
    bold = isolated_in("rtl", Markup("<b>A &amp; B</b>"))
    assert isinstance(bold, Markup)
    assert bold == f"{FIRST_STRONG}<b>A &amp; B</b>{POP}"


@given(st.text(st.one_of(st.sampled_from(MARKS), st.sampled_from("aا1 -"), st.characters()), max_size=20))
def test_no_mark_that_somebody_typed_reaches_past_the_value(typed: str) -> None:
    for direction in DIRECTIONS:
        inside = isolated_in(direction, f"ا{typed}a")
        assert sum(inside.count(mark) for mark in "\u2066\u2067\u2068") == inside.count(POP)
        assert not any(mark in inside for mark in MARKS[:5])


@given(st.text(max_size=20), st.sampled_from(DIRECTIONS))
def test_isolating_adds_marks_and_takes_only_marks(value: str, direction: str) -> None:
    def letters(text: str) -> str:
        return "".join(each for each in text if unicodedata.category(each) != "Cf")

    assert letters(isolated_in(direction, value)) == letters(value)


def test_code_templates_attributes_and_titles_isolate_alike(app: Flask) -> None:
    with app.app_context(), writing() as session:
        number = an_organisation(session, LATIN).key
    page = Browser(app, "ar").get("organisations.show", organisation_id=number)
    assert page.title.startswith(f"{FIRST_STRONG}{LATIN}{POP}")
    assert FIRST_STRONG not in Browser(app, "en").get("organisations.show", organisation_id=number).html
    with app.test_request_context("/ar/"):
        assert f"{FIRST_STRONG}{LATIN}{POP}" in gettext("Institution: %(institution)s", institution=LATIN)
        assert f"{FIRST_STRONG}B-1{POP}" in ngettext("%(num)s for %(what)s", "%(num)s for %(what)s", 3, what="B-1")
        drawn = app.jinja_env.from_string("<a title=\"{{ _('Narrow down: %(name)s', name=name) }}\">").render(
            name="A&B"
        )
        assert f"{FIRST_STRONG}A&amp;B{POP}" in drawn


def test_a_mail_is_isolated_by_its_own_language_not_by_that_of_the_page_it_was_asked_for_on(app: Flask) -> None:
    with app.test_request_context("/en/"), in_language("ar"):
        assert FIRST_STRONG in gettext("Institution: %(institution)s", institution=LATIN)
    with app.test_request_context("/ar/"), in_language("fr"):
        assert FIRST_STRONG not in gettext("Institution: %(institution)s", institution=LATIN)
