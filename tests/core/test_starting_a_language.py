"""One command starts a further language: a row among the languages, and a catalogue with its plural forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.translations import FOLDER
from app.translations.__main__ import collected
from app.translations.starting import CannotStart, start


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
