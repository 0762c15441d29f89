"""Where things stand, measured in the browser: under their label, on their side, on one line."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, FloatRect, Page

from tests.templates.rendering import STATIC

pytestmark = pytest.mark.browser
CHOICE = """<div class="choice"><input type="checkbox" id="visit"><label for="visit">Study visit</label>
<p class="hint">Your team sees how it works.</p></div>"""
PARTS = ("Day", "Month", "Year")
BOX = '<div class="day-part"><label for="{0}">{0}</label><input class="input input-short" id="{0}"></div>'
DAY = f'<div class="day-parts">{"".join(BOX.format(name) for name in PARTS)}</div>'
TABLE = f"""<table><tr><td id="short">已发布</td><td>{"山村太阳能水泵。" * 20}</td></tr></table>"""
FOREIGN = """<h2><bdi>المشكلة</bdi></h2><p class="as-typed" lang="en" dir="ltr">Wells run dry.</p>"""
LONG = f"""<h2><bdi>المشكلة</bdi></h2><p class="as-typed" lang="en" dir="ltr">{"Wells run dry in spring. " * 20}</p>"""


def shown(chromium: Browser, body: str, *, width: int, language: str = "en", direction: str = "ltr") -> Page:
    page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
    page.set_content(
        f'<html lang="{language}" dir="{direction}"><body><main class="column">{body}</main></body></html>'
    )
    for name in ("tokens", "base", "components"):
        page.add_style_tag(path=STATIC / "css" / f"{name}.css")
    return page


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_example_of_a_choice_stands_under_its_label_and_leaves_it_whole(chromium: Browser, width: int) -> None:
    page = shown(chromium, CHOICE, width=width)
    label, hint = box(page, "label"), box(page, ".hint")
    assert hint["y"] > label["y"] + label["height"] / 2
    assert label["height"] < 60, "On one line"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_three_boxes_of_a_day_stand_side_by_side_on_a_phone(chromium: Browser, language: str) -> None:
    page = shown(chromium, DAY, width=320, language=language, direction="rtl" if language == "ar" else "ltr")
    assert len({box(page, f"#{name}")["y"] for name in PARTS}) == 1


def test_a_column_of_a_chinese_table_is_never_one_sign_wide(chromium: Browser) -> None:
    page = shown(chromium, TABLE, width=360, language="zh")
    assert box(page, "#short")["width"] > 3 * 17


def test_a_few_words_in_the_other_direction_stay_under_their_heading(chromium: Browser) -> None:
    page = shown(chromium, FOREIGN, width=1280, language="ar", direction="rtl")
    heading, words = box(page, "h2"), box(page, "p")
    assert abs(heading["x"] + heading["width"] - words["x"] - words["width"]) < 1
    assert words["width"] < 200


def test_a_long_text_in_the_other_direction_begins_on_its_own_side(chromium: Browser) -> None:
    page = shown(chromium, LONG, width=1280, language="ar", direction="rtl")
    assert page.eval_on_selector("p", "(each) => getComputedStyle(each).textAlign") == "start"
    assert box(page, "p")["width"] > 450
