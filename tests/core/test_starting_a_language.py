"""One command starts a further language: a row among the languages, and a catalogue with its plural forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.core import i18n
from app.taxonomy.site_profile import load_site_profile
from app.translations import FOLDER
from app.translations.__main__ import collected
from app.translations.starting import CannotStart, start
from tests.taxonomy.tables import REFERENCE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FOLDER / "languages.csv", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def template() -> Catalog:
    return collected()


def test_a_started_language_is_listed_last_and_has_every_text_to_translate(folder: Path, template: Catalog) -> None:
    path = start(folder, "sw", "Kiswahili", template)

    with path.open("rb") as file:
        catalogue = read_po(file, locale="sw")
    assert {message.id for message in catalogue if message.id} == {message.id for message in template if message.id}
    assert not [message for message in catalogue if message.id and message.fuzzy]
    assert (folder / "languages.csv").read_text(encoding="utf-8").endswith("\nsw,Kiswahili,\n")


@pytest.mark.parametrize(("code", "forms"), [("sw", 2), ("id", 1), ("uk", 3), ("hi", 2)])
def test_a_started_language_counts_as_it_does(folder: Path, template: Catalog, code: str, forms: int) -> None:
    with start(folder, code, "…", template).open("rb") as file:
        assert read_po(file).num_plurals == forms


@pytest.mark.parametrize(
    ("code", "name", "problem"),
    [
        ("fr", "Français", "listed in languages.csv already"),
        ("xx", "Nobody", "no language that Babel knows"),
        ("../sw", "Kiswahili", "no language that Babel knows"),
        ("sw", " ", "its own script"),
        ("sw", "Kiswahili, lugha", "without commas"),
    ],
)
def test_what_cannot_be_started_is_told_in_one_sentence_and_writes_nothing(
    folder: Path, template: Catalog, code: str, name: str, problem: str
) -> None:
    before = (folder / "languages.csv").read_bytes()
    with pytest.raises(CannotStart, match=problem):
        start(folder, code, name, template)
    assert (folder / "languages.csv").read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["languages.csv"]


def test_a_language_that_was_started_and_switched_on_has_its_pages_and_its_place_in_the_bar(
    folder: Path, template: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(folder, "sw", "Kiswahili", template)
    profile = (REFERENCE / "site.toml").read_text(encoding="utf-8").replace('"ar", "zh", "en"', '"sw", "ar", "en"')
    (tmp_path / "site.toml").write_text(profile, encoding="utf-8")
    monkeypatch.setattr(i18n, "LISTED", folder / "languages.csv")
    i18n.interface_languages.cache_clear()
    try:
        assert load_site_profile(tmp_path).languages == ("ar", "en", "fr", "ru", "es", "pt", "sw")
        assert i18n.native_name("sw") == "Kiswahili"
        assert (i18n.direction_of("sw"), i18n.direction_of("fa"), i18n.direction_of("no such")) == ("ltr", "rtl", "ltr")
    finally:
        i18n.interface_languages.cache_clear()
