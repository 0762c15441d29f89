"""A vocabulary file with a fault stops the program and says where the fault is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.taxonomy import FixtureError
from app.taxonomy.vocabularies import REFERENCE, load


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE, tmp_path / "reference"))


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is not once in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("goals.csv", "#E5243B", "red", "goals.csv, row 6, column colour"),
        ("goals.csv", ",No poverty,", ",,", "column en: is empty"),
        ("goals.csv", ",No poverty,", ", No poverty,", "column en: has stray spaces"),
        ("targets.csv", "\n6.1,", "\n18.1,", "column code: '18.1' belongs to no goal"),
        ("targets.csv", "\n6.1,", "\n6.2,", "column code: '6.2' stands twice"),
        ("targets.csv", "End extreme poverty", "End extreme poverty " + "x" * 70, "column en: has 90 letters"),
        ("areas.csv", "014,intermediate,202", "014,intermediate,002", "column parent"),
        ("areas.csv", "001,world,,", "001,world,999,", "column parent"),
        ("places.csv", "KEN,KE,404,002,202,014", "KEN,KE,404,002,202,145", "column intermediate: 145 is not under 202"),
        ("places.csv", "KEN,KE,404,002,202,014", "KEN,KE,404,142,202,014", "column subregion: 202 is not under 142"),
        ("places.csv", "KEN,KE,404", "Kenya,KE,404", "column code"),
        ("example_places.csv", "LDC LLDC G77", "LDC AU", "column groups: AU"),
        ("example_places.csv", "XA,002", "XAA,002", "column code"),
        ("groups.csv", "\nLDC,status", "\nLDC,club", "column kind"),
        ("memberships.csv", "\nLDC,AFG,,,", "\nLDC,ZZZ,,,", "column country"),
        ("memberships.csv", "\nLDC,AFG,,,", "\nLDC,XA,,,", "column country"),
        ("memberships.csv", "\nLDC,AFG,,,", "\nCLUB,AFG,,,", "column group"),
        ("memberships.csv", "\nLDC,AFG,,,", "\nLDC,AFG,24/11/2026,,", "column valid_from: is '24/11/2026'"),
        ("memberships.csv", "\nLDC,AFG,,,", "\nLDC,AFG,2026-01-02,2026-01-01,", "column valid_to"),
        ("memberships.csv", "\nLDC,AGO,,,", "\nLDC,AFG,,,", "AFG would be in LDC twice at a time"),
        ("sectors.csv", "fisheries,313,", "fisheries,313 311,", "column crs: 311 overlaps 311 of agriculture"),
        ("sectors.csv", "fisheries,313,", "fisheries,313 31110,", "column crs: 31110 overlaps 311 of agriculture"),
        ("sectors.csv", "fisheries,313,", "fisheries,3130,", "column crs: '3130' is not a CRS code"),
        ("modalities.csv", "code,ar,zh,en", "code,ar,zh,zh", "name each column once"),
        ("modalities.csv", ",Training,", ",Training,extra,", "9 cells for 8 columns"),
        ("site.toml", '"en", "fr"', '"xx", "fr"', "site.toml, languages"),
        ("site.toml", 'sharing = "Country sharing"', "", "site.toml, [roles]"),
        ("site.toml", 'name = "Crux"', 'name = ""', "site.toml, name"),
        ("site.toml", 'name = "Crux"', "name = Crux", "site.toml"),
        ("site.toml", '"M49"', '"FAO"', "site.toml, region_scheme"),
    ],
)
def test_a_fault_is_named_with_its_file_row_and_column(folder: Path, file: str, old: str, new: str, said: str) -> None:
    spoil(folder, file, old, new)
    with pytest.raises(FixtureError) as refused:
        load(folder)
    assert file in str(refused.value)
    assert said in str(refused.value)


def test_the_files_as_they_are_can_be_loaded_from_anywhere(folder: Path) -> None:
    assert load(folder).goals == load(REFERENCE).goals
