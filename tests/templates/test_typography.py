"""Letters and distances by script, on the page and in each piece of it that is in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.templates.rendering import ROOT, STATIC, draw
from tests.templates.test_lint import ALL

pytestmark = pytest.mark.browser
LEADING = {
    "en": 1.6,
    "fr": 1.6,
    "es": 1.6,
    "pt": 1.6,
    "ru": 1.6,
    "ar": 1.85,
    "zh": 1.75,
    "zh-Hans": 1.75,
    "ar-EG": 1.85,
}
OWN_FONTS = {"ar": "Noto Sans Arabic", "zh": "PingFang SC"}
# Drawings that point somewhere, or that fill from the beginning of the line.
POINTING = ("back", "forward", "ask", "search", "document")


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def style_of(page: Page, body: str, name: str, lang: str = "en", direction: str = "ltr") -> str:
    """The computed style `name` of the element #it in a page with this body."""
    page.set_content(f'<!doctype html><html lang="{lang}" dir="{direction}"><body>{body}</body></html>')
    for sheet in ("tokens", "base", "components"):
        page.add_style_tag(path=STATIC / "css" / f"{sheet}.css")
    found: Any = page.evaluate(f"getComputedStyle(document.getElementById('it')).{name}")
    return str(found)


def pixels(text: str) -> float:
    return float(text.removesuffix("px"))


@pytest.mark.parametrize("lang", LEADING)
def test_lines_stand_as_far_apart_as_the_script_needs(page: Page, lang: str) -> None:
    for body, outer in (
        (f'<p id="it" lang="{lang}">a</p>', "en"),
        ('<p id="it">a</p>', lang),
        ('<p id="it">a</p>', lang),
    ):
        size, height = (pixels(style_of(page, body, name, lang=outer)) for name in ("fontSize", "lineHeight"))
        assert height / size == pytest.approx(LEADING[lang], abs=0.01)


@pytest.mark.parametrize("lang", ["ar", "zh"])
@pytest.mark.parametrize("outer", ["en", "ru", "ar", "zh"])
def test_arabic_and_chinese_are_neither_spaced_nor_slanted_wherever_they_stand(
    page: Page, lang: str, outer: str
) -> None:
    for body in (f'<h1><bdi lang="{lang}" id="it">a</bdi></h1>', f'<div lang="{lang}"><h2 id="it">a</h2></div>'):
        assert style_of(page, body, "letterSpacing", lang=outer) in {"normal", "0px"}
    for tag in ("em", "i", "cite", "dfn"):
        assert style_of(page, f'<p lang="{lang}"><{tag} id="it">a</{tag}></p>', "fontStyle", lang=outer) == "normal"


@pytest.mark.parametrize(("lang", "outer"), [(lang, outer) for lang in OWN_FONTS for outer in ("en", "ar", "zh", "ru")])
def test_the_device_s_own_letters_come_first_then_those_known_for_the_script(page: Page, lang: str, outer: str) -> None:
    family = style_of(page, f'<p><bdi lang="{lang}" id="it">a</bdi></p>', "fontFamily", lang=outer)
    assert family.startswith("system-ui")
    assert OWN_FONTS[lang] in family
    latin = style_of(page, '<p><bdi lang="fr" id="it">a</bdi></p>', "fontFamily", lang=outer)
    assert not [font for font in OWN_FONTS.values() if font in latin]


def test_lines_of_chinese_are_at_most_forty_characters_long(page: Page) -> None:
    for body, outer in (('<p id="it">a</p>', "zh"), ('<p id="it" lang="zh">a</p>', "en")):
        assert pixels(style_of(page, body, "maxInlineSize", outer)) <= 40 * pixels(
            style_of(page, body, "fontSize", outer)
        )


def test_numbers_stand_under_one_another_in_tables_and_counts(page: Page) -> None:
    for body in ('<table><tr><td id="it">1</td></tr></table>', '<span class="facet-count" id="it">1</span>'):
        assert style_of(page, body, "fontVariantNumeric") == "tabular-nums"


@pytest.mark.parametrize("name", POINTING)
def test_drawings_that_point_are_mirrored_from_right_to_left(page: Page, name: str) -> None:
    body = f'<svg class="icon icon-{name}" id="it"></svg>'
    assert style_of(page, body, "scale", lang="ar", direction="rtl") == "-1 1"
    assert style_of(page, body, "scale") == "none"


@pytest.mark.parametrize("name", ["cut-line", "ladder"])
def test_bars_fill_from_the_beginning_of_the_line(page: Page, name: str) -> None:
    assert style_of(page, f'<svg class="{name}" id="it"></svg>', "scale", lang="ar", direction="rtl") == "-1 1"


def test_no_script_knows_left_and_right() -> None:
    script = (STATIC / "js" / "crux.js").read_text(encoding="utf-8")
    assert not re.findall(r"(?:scroll|offset|client|margin|padding)(?:Left|Right)\b|Arrow(?:Left|Right)", script)
    assert not re.findall(r"\.style\b|(?<!dataset)\.(?:left|right)\b|[\"'](?:left|right|ltr|rtl)[\"']", script)


@pytest.mark.parametrize("path", [path for path in ALL if "email" not in path.parts], ids=lambda path: path.name)
def test_no_attribute_or_drawing_of_a_page_names_a_side(path: Any) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.findall(r"""\b(?:align|text-anchor|class)=["'][^"']*\b(?:left|right)\b""", source), path.relative_to(
        ROOT
    )
    # The words of a picture are mirrored with it (insights/drawing.py), and begin or are centred where they stand.
    assert not re.findall(r"\b(?:float|dx|text-anchor)=|<text\b(?! class=\"drawing-)", source)


def test_every_drawing_that_points_is_known_to_be_mirrored() -> None:
    """A new icon that goes sideways must be mirrored, or named here as one that does not."""
    still = {"offer", "check", "flag", "warning", "note", "close", "menu", "language", "filter", "mail", "link"}
    source = (ROOT / "app" / "templates" / "components" / "icons.html").read_text(encoding="utf-8")
    assert set(re.findall(r'name == "([\w-]+)"', source)) == still | set(POINTING)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_dot_between_two_names_stands_between_them_in_either_direction(page: Page, direction: str) -> None:
    source = (
        '{% from "components/foreign_text.html" import names_in_line %}{{ names_in_line(["Peru", "كينيا", "Fiji"]) }}'
    )
    style_of(
        page, f'<p id="it">{draw(source)}</p>', "color", lang="ar" if direction == "rtl" else "en", direction=direction
    )
    names = page.locator(".row-names bdi").all()
    boxes = [box for box in (each.bounding_box() for each in names) if box]
    middles = [box["x"] + box["width"] / 2 for box in boxes]
    assert middles == sorted(middles, reverse=direction == "rtl")
    # The room for the dot is where the next name follows: to the right of a name, or from right to left to its left.
    for name, box in zip(names[:-1], boxes, strict=False):
        around = name.locator("xpath=..").bounding_box()
        assert around is not None
        before, after = box["x"] - around["x"], around["x"] + around["width"] - box["x"] - box["width"]
        assert (before > 2 > after) if direction == "rtl" else (after > 2 > before)
