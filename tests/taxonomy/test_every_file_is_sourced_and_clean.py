"""What holds for every vocabulary file, whatever it lists."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from tests.taxonomy.tables import FILES, LANGUAGES, REFERENCE, cells_of, named, note_of

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
every_named_file = pytest.mark.parametrize(
    "path", [path for path in FILES if path.name != "memberships.csv"], ids=lambda path: path.name
)
SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC", "en": "LATIN", "fr": "LATIN", "es": "LATIN", "pt": "LATIN"}
# Latin letters are at home in some names of other scripts, such as an abbreviation.
NOT_OURS = re.compile(
    r"\b(donors?|aid|recipients?|donees?|proven|unmet needs?|fairness|against|rejects?|rejected|third world)\b",
    re.IGNORECASE,
)


@every_file
def test_a_file_begins_with_its_source_the_day_it_was_read_and_its_licence(path: Path) -> None:
    note = "\n".join(note_of(path))
    read_on = re.search(r"^# Retrieved: (\d{4}-\d{2}-\d{2})", note, re.MULTILINE)
    assert re.search(r"^# Source: \S", note, re.MULTILINE)
    assert read_on
    assert date.fromisoformat(read_on.group(1)) <= date(2026, 11, 23)
    assert "Licence:" in note


def test_the_site_profile_begins_with_its_source_too() -> None:
    note = "\n".join(note_of(REFERENCE / "site.toml"))
    assert all(word in note for word in ("Source:", "Retrieved: 2026-11-22", "Licence:"))


@every_file
def test_a_file_is_plain_utf8_with_composed_letters_and_no_stray_marks(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not set(text) & {"\ufeff", "\r", "\t", "\u00a0", "\u200b", "\u200e", "\u200f", "’"}


@every_named_file
def test_every_term_has_a_name_in_each_language_of_its_file(path: Path) -> None:
    assert {language for _, language, _ in named(path)} == set(LANGUAGES)
    assert [(code, language) for code, language, name in named(path) if not name.strip()] == []


@every_named_file
def test_every_name_is_written_in_the_script_of_its_language(path: Path) -> None:
    wrong = [
        (code, language, name)
        for code, language, name in named(path)
        if not any(unicodedata.name(letter, "").startswith(SCRIPTS[language]) for letter in name)
    ]
    assert wrong == []


@every_named_file
def test_no_name_carries_a_bracketed_article_a_footnote_mark_or_a_doubled_space(path: Path) -> None:
    marks = re.compile(r"\*|\((the|le|la|les|l'|el|los|las)\)|  |^\s|\s$|\(\s|\s\)|\(\)")
    unbalanced = [name for _, _, name in named(path) if name.count("(") != name.count(")")]
    assert [name for _, _, name in named(path) if marks.search(name)] + unbalanced == []


@every_named_file
def test_no_name_uses_a_word_that_is_not_ours(path: Path) -> None:
    assert [name for _, language, name in named(path) if language == "en" and NOT_OURS.search(name)] == []


@every_named_file
def test_no_two_terms_of_a_file_share_a_name(path: Path) -> None:
    for language in LANGUAGES:
        names = [name.casefold() for _, each, name in named(path) if each == language]
        assert sorted(names) == sorted(set(names))


def test_no_area_has_the_name_of_a_country_or_of_another_area() -> None:
    for language in LANGUAGES:
        names = [
            name
            for file in ("areas.csv", "places.csv")
            for _, each, name in named(REFERENCE / file)
            if each == language
        ]
        assert sorted(names) == sorted(set(names))


def test_no_file_has_a_column_on_independence_or_territory() -> None:
    columns = {column for path in FILES for column in cells_of(path)[0]}
    assert not {column for column in columns if re.search("independ|territor|sovereign|capital|flag", column)}
