"""The components in a real browser: access in both themes and directions, and what the script adds."""

from __future__ import annotations

import json
from types import SimpleNamespace as Row
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict

from app.core.forms import graphemes
from tests.templates.rendering import ROOT, STATIC, draw
from tests.templates.test_components import option
from tests.templates.test_fields import Question

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
pytestmark = pytest.mark.browser


def specimen(direction: str) -> str:
    form = Question(MultiDict({"problem": "Stores are warm"}))
    form.validate()
    language = "ar" if direction == "rtl" else "en"
    return draw(
        '{% extends "specimen.html" %}',
        form=form,
        locale=language,
        text_direction=direction,
        demo=True,
        language_links=[
            Row(code=language, name="عربي", url="#", current=True),
            Row(code="fr", name="Français", url="#", current=False),
        ],
        facet=Row(
            name="goal", label="Goal", options=[option("2", children=(option("2.1", chosen=True),))], chosen=True
        ),
        sorts=[Row(label="Newest", url="#", current=True), Row(label="Most evidence", url="#", current=False)],
        chips=[Row(facet_label="Goal", label="2 Zero hunger", url="#")],
        goals=[Row(code="2", name="Zero hunger", url="#"), Row(code="13", name="Climate action", url="#")],
        pages=Row(number=2, pages=3, previous=1, next=3),
        page_url=lambda number: f"#page-{number}",
        reasons=[
            Row(part="text", label="need", points=41, words="Both speak of seeds."),
            Row(part="place", label="place", points=20, words="Same region."),
        ],
        tasks=[
            Row(name="Say who asks", url="#", status="Done", done=True, hint=""),
            Row(name="Check", url=None, status="Cannot start yet", done=False, hint=""),
        ],
    )


def shown(chromium: Browser, direction: str = "ltr", width: int = 1280, **options: Any) -> Page:
    """The specimen with our style and script, as a reader with these `options` meets it."""
    page = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options).new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content(specimen(direction))
    for name in ("tokens", "base", "components"):
        page.add_style_tag(path=STATIC / "css" / f"{name}.css")
    page.add_script_tag(path=STATIC / "js" / "crux.js")
    return page


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_to_mend(chromium: Browser, direction: str, paper: str, width: int) -> None:
    page = shown(chromium, direction, width, color_scheme=paper)
    page.add_script_tag(path=ROOT / "tests" / "vendor" / "axe.min.js")
    found = page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(RULES)}}})")
    assert [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_sticks_out_of_a_narrow_screen(chromium: Browser, direction: str) -> None:
    page = shown(chromium, direction, width=320)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_everything_that_can_be_pressed_is_large_enough(chromium: Browser) -> None:
    """24 px each way, or a line of text to press (WCAG 2.5.8)."""
    small = shown(chromium, width=320).evaluate(
        """[...document.querySelectorAll('a, button, summary, select, input:not([type=hidden])')]
        .filter(e => e.checkVisibility({visibilityProperty: true}))
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => Math.round(box.height) < 24 || Math.round(box.width) < 24).map(([html]) => html)"""
    )
    assert [html for html in small if 'class="skip"' not in html] == []


def test_the_first_thing_to_mend_has_the_focus_and_its_link_leads_into_the_field(chromium: Browser) -> None:
    page = shown(chromium)
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a[href='#visibility']")
    assert page.evaluate("document.activeElement.id") == "visibility-0"


@pytest.mark.parametrize("text", ["abc", "كِتَابٌ", "नमस्ते", "👩‍👩‍👧‍👦!", "e\u0301a\r\nb", "  水 "])
def test_characters_are_counted_like_on_the_server(chromium: Browser, text: str) -> None:
    page = shown(chromium)
    page.fill("#problem", text)
    left = 20 - graphemes(page.input_value("#problem").strip())
    assert page.text_content("#problem-count") == f"Characters left: {left}"


def test_too_long_an_answer_says_by_how_much(chromium: Browser) -> None:
    page = shown(chromium)
    page.fill("#problem", "x" * 23)
    assert page.text_content("#problem-count") == "Characters too many: 3"


def test_a_form_pressed_twice_is_sent_once(chromium: Browser) -> None:
    page = shown(chromium)
    page.evaluate("""window.sent = 0; document.addEventListener('submit', (event) => {
        if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); })""")
    for _ in range(2):
        page.click("form[novalidate] button >> nth=0")
    assert page.evaluate("window.sent") == 1


def middle_of(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize(("direction", "starts_before"), [("ltr", True), ("rtl", False)])
def test_the_bar_starts_where_reading_starts(chromium: Browser, direction: str, starts_before: bool) -> None:
    page = shown(chromium, direction)
    assert (middle_of(page, ".cut-line .cut-text") < middle_of(page, ".cut-line")) is starts_before
