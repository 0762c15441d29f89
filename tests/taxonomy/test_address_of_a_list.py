"""A list's address: whatever it holds, one canonical form comes of it, and reading that again gives the same."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from app.taxonomy.listing_address import SORTS, ListAddress

KNOWN = {"goal": {"6", "6.1", "13"}, "place": {"014", "KEN"}, "sector": {"energy"}}
values = st.one_of(st.text(max_size=20), st.sampled_from(["6", "6.1", "13", "014", "KEN", "energy", *SORTS, "2", "-1"]))
names = st.one_of(st.text(max_size=8), st.sampled_from(["q", "goal", "place", "sector", "sort", "page", "country"]))
pairs = st.lists(st.tuples(names, values), max_size=12)


def read(given_pairs: list[tuple[str, str]]) -> ListAddress:
    return ListAddress.read(given_pairs, KNOWN)


@given(pairs)
def test_reading_the_canonical_form_again_gives_the_same_state(given_pairs: list[tuple[str, str]]) -> None:
    address = read(given_pairs)
    assert read(parse_qsl(address.query.removeprefix("?"))) == address


@given(pairs, st.randoms())
def test_the_order_of_values_in_an_address_does_not_matter(given_pairs: list[tuple[str, str]], random: object) -> None:
    chosen = [pair for pair in given_pairs if pair[0] in KNOWN]
    shuffled = list(chosen)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert read(shuffled).query == read(chosen).query


@given(pairs)
def test_choosing_a_value_twice_leads_back(given_pairs: list[tuple[str, str]]) -> None:
    address = read(given_pairs).on_page(1)
    assert address.toggled("goal", "6").toggled("goal", "6") == address


def test_wider_and_narrower_names_mean_the_facet_they_belong_to() -> None:
    assert read([("target", "6.1"), ("country", "KEN"), ("region", "014")]).query == "?goal=6.1&place=014&place=KEN"


def test_values_that_no_vocabulary_lists_are_passed_over() -> None:
    assert read([("goal", "99"), ("goal", "6\0"), ("sector", "Energy"), ("colour", "red")]) == ListAddress()


def test_words_of_a_million_letters_are_cut_and_control_marks_go() -> None:
    assert read([("q", "solar\0\u202e pumps" + "x" * 1_000_000)]).words.startswith("solar pumps")
    assert len(read([("q", "x" * 1_000_000)]).words) == 300


def test_the_best_match_is_the_order_only_when_there_are_words() -> None:
    assert read([("q", "water")]).sort == "match"
    assert read([("sort", "match")]).sort == "newest"
    assert read([("q", "water"), ("sort", "newest")]).without_words().query == ""
