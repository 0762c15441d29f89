"""Which passwords are refused: those that are tried first, never for what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.passwords import TRIED_FIRST, is_guessable, own_words

AMINA = own_words(email="amina.diallo@water.gov.example", name="Amina Diallo")


@pytest.mark.parametrize(
    "password",
    [
        "123456789012345", "aaaaaaaaaaaaaaaa", "qwertyuiopasdfg", "abcdefghijklmnop", "987654321098765",
        "PasswordPassword1", "crux crux crux crux", "Amina Diallo 2026", "aminadiallowater1", "zxcvbnmasdfghjkl",
        "1qaz1qaz1qaz1qaz1qaz",
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password: str) -> None:
    assert is_guessable(password, AMINA)


@pytest.mark.parametrize(
    "password",
    [
        "three quiet wells and a lamp", "correct horse battery staple", "ثلاث آبار هادئة ومصباح",
        "三口安静的井和一盏灯",
        "vT9#qLw2!mZx8@Rk", "crux was a good idea", "Амина любит тихие колодцы",
    ],
)  # fmt: skip
def test_words_that_do_not_belong_together_pass_in_any_script(password: str) -> None:
    assert not is_guessable(password, AMINA)


@given(st.sampled_from(TRIED_FIRST), st.integers(1, 40))
def test_saying_it_again_makes_nothing_harder_to_guess(word: str, times: int) -> None:
    assert is_guessable(word * times)


@given(st.text(st.characters(codec="ascii"), max_size=60))
def test_capital_letters_make_nothing_harder_to_guess(text: str) -> None:
    assert is_guessable(text.upper()) == is_guessable(text.lower())
