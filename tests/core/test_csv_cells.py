"""F-33: no cell of our files begins like a formula, and every text comes back exactly."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.csv_cells import csv_text, restored, safe_cell

BEGINNINGS = ["", " ", "   ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff", "\n", "\r", "\x00", "\u202e"]
MARKS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦"]
DANGEROUS = [before + mark + "cmd|' /C calc'!A0" for before in BEGINNINGS for mark in MARKS]
texts = st.text(max_size=40) | st.sampled_from(DANGEROUS) | st.text("'=+-@\t\r\n\x00 ＝a", max_size=8)


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_is_guarded(text: str) -> None:
    assert str(safe_cell(text)).startswith("'")


@pytest.mark.parametrize("text", ["", "water", "3 - 2 = 1", "a@b.example", "تقرير", "5", "(+258)"])
def test_plain_texts_are_left_alone(text: str) -> None:
    assert safe_cell(text) == text


def test_numbers_stay_numbers() -> None:
    assert [safe_cell(value) for value in (-5, 2.5, None, True)] == [-5, 2.5, None, True]
    assert csv_text([["a", -5]]) == '\ufeff"a",-5\r\n'


@given(texts)
def test_every_text_comes_back(text: str) -> None:
    assert restored(str(safe_cell(text))) == text


@given(st.lists(st.lists(texts, min_size=1, max_size=4), max_size=4))
def test_a_file_comes_back_cell_by_cell_and_none_begins_like_a_formula(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(csv_text(rows).removeprefix("\ufeff"), newline="")))
    assert [[restored(cell) for cell in row] for row in read] == rows
    for row in read:
        for cell in row:
            assert cell.lstrip(" \u00a0\u3000\u200b\ufeff\u202e\n\r\t\x00")[:1] not in set("=+-@＝＋－＠")
