"""Every page in every language: nothing untranslated, nothing in another script, nothing foreign without saying so.

The examples are in `visits.py`; the world that they look at in `world.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

import pytest
from flask import Flask

from app.core.i18n import direction_of, native_name
from tests.languages.conftest import LANGUAGES, Seen, Site
from tests.languages.faults import (
    english_words,
    letters_of_other_scripts,
    texts_without_their_direction,
    texts_without_their_label,
    texts_without_their_language,
)
from tests.languages.reading import words_of
from tests.languages.visits import VISITS

# The order of the United Nations, each in its own letters; others come after the six.
SIX = {"ar": "عربي", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pages(site: Site, language: str) -> list[Seen]:
    """Every page of the site in one language."""
    return [seen for seen in site.pages(language) if seen.visit.kind == "page"]


def addresses(app: Flask) -> set[str]:
    """Every address that can be opened, by its endpoint."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}


def test_every_address_has_an_example(site: Site) -> None:
    missing = addresses(site.app) - VISITS.keys()
    assert not missing, (
        f"Nobody visits {', '.join(sorted(missing))}. Add to VISITS in tests/languages/visits.py, under that endpoint, "
        "a Visit for everybody to whom it shows something else, with values for its address out of the world."
    )


def test_no_example_is_of_an_address_that_is_gone(site: Site) -> None:
    assert VISITS.keys() - addresses(site.app) == set()


def test_every_example_shows_what_it_says(site: Site, language: str) -> None:
    wrong = [f"{seen}: {seen.status}" for seen in site.pages(language) if seen.status != seen.visit.status]
    assert wrong == []


def test_what_is_called_no_page_is_none(site: Site, language: str) -> None:
    assert [str(seen) for seen in site.pages(language) if bool(seen.html) == (seen.visit.kind == "not a page")] == []


def test_a_page_says_its_language_and_direction(pages: list[Seen], language: str) -> None:
    said = {(seen.root.get("lang"), seen.root.get("dir")) for seen in pages}
    assert said == {(language, direction_of(language))}


def test_the_bar_is_in_the_order_of_the_united_nations_and_each_language_names_itself(pages: list[Seen]) -> None:
    wanted = {**SIX, **{code: native_name(code) for code in LANGUAGES if code not in SIX}}
    assert list(wanted) == list(LANGUAGES)
    for seen in pages:
        assert [(code, words) for code, words, _ in _bar(seen)] == list(wanted.items()), str(seen)


def test_the_bar_and_the_head_lead_to_the_same_page_in_every_language(pages: list[Seen]) -> None:
    wrong = []
    for seen in pages:
        wanted = {code: _in(code, seen.address) for code in LANGUAGES}
        bar = {code: unquote_plus(address) for code, _, address in _bar(seen)}
        head = {
            link.get("hreflang", ""): unquote_plus(link.get("href", "").removeprefix("http://localhost"))
            for link in seen.root.iter("link")
            if link.get("rel") == "alternate" and link.get("hreflang") in LANGUAGES
        }
        if bar != wanted or head != wanted:
            wrong.append((str(seen), bar, head))
    assert wrong == []


def _bar(seen: Seen) -> Iterator[tuple[str, str, str]]:
    """(language, words, address) of each entry; the language stands in both of its attributes."""
    for nav in seen.root.iter("nav"):
        if nav.get("class") == "languages":
            for link in nav.iter("a"):
                assert link.get("lang") == link.get("hreflang"), str(seen)
                yield link.get("lang", ""), words_of(link), link.get("href", "")


def _in(code: str, address: str) -> str:
    """The same page in another language; pages of the demonstration's tools are in none, and lead home."""
    path, mark, query = address.partition("?")
    parts = path.split("/")
    if parts[1] not in LANGUAGES:
        return f"/{code}/"
    parts[1] = code
    return unquote_plus("/".join(parts) + mark + query)


def test_no_letter_is_of_another_script(pages: list[Seen]) -> None:
    assert letters_of_other_scripts(pages) == {}


def test_no_english_was_left(pages: list[Seen], language: str) -> None:
    assert english_words(pages, language) == {}


def test_what_a_record_says_is_marked_with_its_language(pages: list[Seen]) -> None:
    assert texts_without_their_language(pages) == {}


def test_what_is_in_another_language_says_so(pages: list[Seen]) -> None:
    assert texts_without_their_label(pages) == {}


def test_what_is_in_another_language_keeps_its_own_direction(pages: list[Seen]) -> None:
    assert texts_without_their_direction(pages) == {}
