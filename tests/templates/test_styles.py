"""Rules for the style sheets: mirrored by themselves, light, readable on both papers."""

from __future__ import annotations

import csv
import gzip
import re

import pytest

from tests.templates.rendering import ROOT, STATIC

SHEETS = ("tokens", "base", "components")
MOST_STYLE = 14 * 1024
MOST_SCRIPT = 22 * 1024
PHYSICAL = re.compile(
    r"(?<![\w-])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b"
    r"|(?<![\w-])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
TEXT_ON_GROUND = [
    *[(text, ground) for text in ("ink", "soft", "teal", "red", "green", "amber") for ground in ("paper", "raised")],
    ("soft", "sunken"),
    ("ink", "teal-wash"),
    ("soft", "teal-wash"),
    ("teal-strong", "teal-wash"),
    ("amber", "amber-wash"),
    ("green", "green-wash"),
    ("red", "red-wash"),
    ("on-teal", "teal"),
    ("on-teal", "teal-strong"),
    ("on-night", "night"),
    ("on-night-soft", "night"),
    ("on-star", "star"),
]
SHAPE_ON_GROUND = [
    *[(f"cut-{part}", "paper") for part in ("text", "goals", "sector", "place", "language", "modality", "evidence")],
    ("edge", "paper"),
    ("edge", "raised"),
    ("focus", "paper"),
    ("focus", "raised"),
    ("star", "night"),
]


def sheet(name: str) -> str:
    return (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8")


def packed(*paths: str) -> int:
    return sum(len(gzip.compress((STATIC / path).read_bytes(), 9)) for path in paths)


def tokens(paper: int) -> dict[str, str]:
    """Colour tokens of the light (0) or dark (1) paper."""
    found = re.findall(r"--([\w-]+):\s*(?:light-dark\()?(#\w{6})(?:,\s*(#\w{6})\))?;", sheet("tokens"))
    return {name: (light, dark or light)[paper] for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", SHEETS)
def test_the_style_knows_no_left_and_right(name: str) -> None:
    assert PHYSICAL.findall(re.sub(r"/\*.*?\*/", "", sheet(name), flags=re.DOTALL)) == []


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_is_set_in_all_capitals(name: str) -> None:
    assert not re.search(r"text-transform|font-variant-caps|small-caps", sheet(name))


@pytest.mark.parametrize("name", SHEETS)
def test_styles_live_in_layers_and_fetch_nothing(name: str) -> None:
    assert "@layer" in sheet(name)
    assert not re.search(r"url\(|@import|@font-face|!important", sheet(name))


def test_all_styles_together_weigh_at_most_14_kilobytes() -> None:
    assert packed(*(f"css/{name}.css" for name in SHEETS)) <= MOST_STYLE


def test_all_scripts_together_weigh_at_most_22_kilobytes() -> None:
    assert packed("vendor/htmx.min.js", "js/crux.js") <= MOST_SCRIPT


@pytest.mark.parametrize("paper", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_words_are_readable_on_their_ground(text: str, ground: str, paper: int) -> None:
    colours = tokens(paper)
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("paper", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_ON_GROUND)
def test_shapes_can_be_told_from_their_ground(shape: str, ground: str, paper: int) -> None:
    colours = tokens(paper)
    assert contrast(colours[shape], colours[ground]) >= 3


def test_goals_have_their_official_colour_and_a_number_that_can_be_read_on_it() -> None:
    lines = (ROOT / "fixtures" / "reference" / "goals.csv").read_text(encoding="utf-8").splitlines()
    official = {row["code"]: row["colour"] for row in csv.DictReader(line for line in lines if line[:1] != "#")}
    ours = dict(re.findall(r"\.sdg-(\d+) \{ --sdg: (#\w{6}); \}", sheet("components")))
    white = set(
        re.findall(r"\.sdg-(\d+)", re.findall(r":is\((\.sdg-1.*?)\) \{ --on-sdg: #FFF", sheet("components"))[0])
    )
    assert ours == official
    for code, colour in ours.items():
        assert contrast("#FFFFFF" if code in white else "#111111", colour) >= 4.5, code
