"""What people type: stray marks go, words stay; numbers are read as they were meant."""

from __future__ import annotations

import contextlib
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.core.fields import Day
from app.core.forms import AtMost, graphemes, tidy
from app.core.numbers import Ambiguous, NotANumber, read_amount


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(categories=["L", "N", "P", "M"])))
def test_letters_digits_and_marks_stay(text: str) -> None:
    assert tidy(f" {text}\u200b ") == unicodedata.normalize("NFC", text).strip()


@given(st.text(st.characters()))
def test_tidied_text_can_be_stored_and_shown(text: str) -> None:
    tidied = str(tidy(text))
    tidied.encode("utf-8")
    assert not {c for c in tidied if unicodedata.category(c) == "Cc" and c not in "\n\t"}


@pytest.mark.parametrize(
    ("text", "count"),
    [("e\u0301", 1), ("👩‍👩‍👧‍👦", 1), ("مُحَمَّد", 4), ("提交请求", 4), ("й", 1), ("", 0), ("a\nb", 3)],
)
def test_characters_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_a_limit_counts_graphemes_but_no_endless_pile_of_marks() -> None:
    limit = AtMost(3, message="too long")
    field: Any = type("Field", (), {})()
    for text, fits in (("👩‍👩‍👧‍👦" * 3, True), ("👩‍👩‍👧‍👦" * 4, False), ("e" + "\u0301" * 100, False)):
        field.data = text
        try:
            limit(None, field)
            assert fits
        except ValueError:
            assert not fits


@given(st.decimals(min_value=0, max_value=Decimal("99999999999999.99"), places=2))
def test_an_amount_written_plainly_is_read_back(amount: Decimal) -> None:
    assert read_amount(f"{amount:f}") == amount


@given(
    st.decimals(min_value=0, max_value=Decimal("99999999999999.99"), places=2),
    st.sampled_from(["en", "de", "fr", "ru", "es", "pt", "de_CH", "hi"]),
)
def test_an_amount_written_as_a_language_writes_it_is_read_back(amount: Decimal, locale: str) -> None:
    text = format_decimal(amount, "#,##0.00", locale=locale)
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,250,000", "1250000"), ("1.250.000", "1250000"), ("1 250 000", "1250000"), ("1,250", "1250"),
        ("1.250,5", "1250.5"), ("1,250.50", "1250.50"), ("12,5", "12.5"), ("٢٥٠٬٠٠٠", "250000"), ("٢٫٥", "2.5"),
        ("1'250'000.75", "1250000.75"), ("0", "0"), ("0.5", "0.5"),
    ],
)  # fmt: skip
def test_marks_between_thousands_and_cents_are_understood(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["0,125", "1234,567", "12.3456"])
def test_what_can_be_read_in_two_ways_is_asked_again(text: str) -> None:
    with pytest.raises(Ambiguous):
        read_amount(text)


@pytest.mark.parametrize(
    "text", ["", "-1", "1e9", "NaN", "12 USD", "1,2,3", "1.2.3,4", "²", "½", "9" * 50, ",5", "1,25.000"]
)
def test_what_is_no_amount_is_no_amount(text: str) -> None:
    with pytest.raises(NotANumber):
        read_amount(text)


@given(st.text(max_size=60))
def test_reading_an_amount_never_breaks(text: str) -> None:
    with contextlib.suppress(NotANumber):
        assert read_amount(text) >= 0


class OneDay(Form):
    day = Day("Day", incomplete="incomplete", wrong="wrong")


@given(st.dates())
def test_a_day_in_three_boxes_is_read_back(day: Any) -> None:
    form = OneDay(MultiDict({"day-day": str(day.day), "day-month": str(day.month), "day-year": f"{day.year:04}"}))
    assert form.validate()
    assert form.day.data == day


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=6))
def test_no_content_of_the_boxes_breaks_the_form(day: str, month: str, year: str) -> None:
    form = OneDay(MultiDict({"day-day": day, "day-month": month, "day-year": year}))
    assert form.validate() == (not form.errors)
