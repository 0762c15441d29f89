"""The words of the field in a source, and what changed between two versions of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.differences import MOST_TOKENS, differences
from app.translation.glossary import terms_in


@pytest.mark.parametrize(
    ("text", "languages", "found"),
    [
        ("Des partenariats et des solutions", "fr>ar", {"solution": "حل (حلول)", "partenariat": "شراكة"}),
        ("National endorsements", "en>fr", {"(national) endorsement": "aval (national)"}),
        ("A national plan", "en>fr", {}),
        ("الحلول والشراكات", "ar>en", {"حل (حلول)": "solution", "شراكة": "partnership"}),
        ("محل الحلقة", "ar>en", {}),
        ("南南合作", "zh>en", {"南南合作": "South-South cooperation"}),
        ("国家请求", "zh>en", {"国家需求请求 (国家请求)": "country request"}),
        ("национальных координаторов", "ru>en", {"национальный координатор": "national focal point"}),
        ("solutions", "en>sw", {}),
    ],
)
def test_terms_are_found_in_the_forms_that_languages_give_them(
    text: str, languages: str, found: dict[str, str]
) -> None:
    source, target = languages.split(">")
    assert {term.source: term.target for term in terms_in([text], source, target)} == found


def pieces(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in differences(old, new)]


def test_words_that_changed_stand_between_those_that_stayed() -> None:
    assert pieces("The fee rose to 81 per cent.", "The fee rose to 85 per cent.") == [
        ("same", "The fee rose to "), ("out", "81"), ("in", "85"), ("same", " per cent.")
    ]  # fmt: skip


def test_a_word_keeps_its_marks_and_chinese_is_compared_by_character() -> None:
    assert pieces("الشَّراكة", "الشَّراكات") == [("out", "الشَّراكة"), ("in", "الشَّراكات")]
    assert pieces("国家请求", "国家的请求") == [("same", "国家"), ("in", "的"), ("same", "请求")]


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    found = differences(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "in") == old
    assert "".join(piece.text for piece in found if piece.kind != "out") == new


def test_a_very_long_text_is_not_compared_word_by_word() -> None:
    long = "a " * MOST_TOKENS
    assert pieces(long, long + "b") == [("out", long), ("in", long + "b")]
