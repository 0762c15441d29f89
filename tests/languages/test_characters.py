"""Characters as people count them: the page that counts while somebody writes, and the server that decides, agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from app.core.forms import graphemes, tidy
from tests.languages.conftest import Site
from tests.languages.serving import Served, served

pytestmark = pytest.mark.browser
TEXTS = [
    "", "a", "abc", " a ", "a b", "Ärger", "Ärger", "é", "é", "ñandú", "ç̌", "o̲̅", "ﬁ", "ß", "İ",
    "كتاب", "كِتَابٌ", "مُحَمَّدٌ", "لا إله", "ﷺ", "ق​لم", "عـــربي", "۱۲۳", "ٱلْعَرَبِيَّة", "نُقْطَة",
    "水", "水泵和水箱", "漢字", "葛󠄀", "𠮷野家", "ㄅㄆㄇ", "ガ", "가", "각",
    "Лес", "Й", "Й", "е́ж", "Ёлка", "їжак", "҉а",
    "👍", "👍🏽", "👩‍👩‍👧‍👦", "👨‍👩‍👧‍👦!", "🏳️‍🌈", "🇰🇪", "🇰🇪🇲🇼", "🇰🇪🇲", "1️⃣", "❤️", "👩🏿‍🔬", "🧑‍🤝‍🧑",
    "नमस्ते", "क्षत्रिय", "स्त्री", "हिन्दी", "தமிழ்", "ไทยำ", "ខ្មែរ", "বাংলা", "ක්‍ෂ", "မြန်မာ",
    "a\nb", "a\r\nb", "a\rb", "\n\na", "a\tb", "a\u00a0b", "​a​", "\u202eabc\u202c", "\u2068abc\u2069",
    "\ufeffa", "a\x07b", "a\u200db", "a\u200cb", "\u3000水\u3000", "a\ufffeb",
]  # fmt: skip
# Whole syllables: a sign that joins to nothing before it is no writing, and `regex` counts it as ICU does not.
SYLLABLES = st.lists(
    st.tuples(
        st.sampled_from("कखगनमतसप"),
        st.sampled_from(["", "\u094dष", "\u094d\u200dष", "\u094d\u200cष", "\u094dत\u094dर"]),
        st.sampled_from(["", "ि", "ी", "ें", "ँ"]),
    ).map("".join),
    max_size=3,
).map("".join)
PIECES = st.one_of(
    SYLLABLES,
    st.sampled_from([text for text in TEXTS if text]),
    st.text("كتبقلم\u064b\u064c\u064e\u0650\u0651\u0652\u0640\u0670 ", max_size=6),
    st.text("水泵和箱漢字𠮷\ufe00\U000e0100", max_size=4),
    st.text("лесёйЩ\u0301\u0306\u0308", max_size=6),
    st.text("👩👨👧👦🏽🏿🇰🇪🇲🇼❤\ufe0f\u200d", max_size=6),
    st.text(" \n\r\t\u00a0\u200b\ufeff\u202e\x07", max_size=3),
)
MIXTURES = st.lists(PIECES, max_size=4).map("".join)

COUNT = """texts => {
    const area = document.querySelector('#problem');
    const place = document.getElementById(area.dataset.count);
    const before = area.value;
    const counted = texts.map(text => {
        area.value = text;
        area.dispatchEvent(new Event('input', {bubbles: true}));
        return place.textContent;
    });
    area.value = before;  // nothing is left to be kept while the next page comes
    return counted;
}"""


@pytest.fixture(scope="module")
def writing(site: Site) -> Iterator[tuple[Served, str]]:
    """The site, and the address of a page of the request form with a long answer."""
    with served(site, ["amina"]) as running:
        yield running, f"/en/requests/draft/{site.world.drafts['wrong']}/problem"


@pytest.fixture(scope="module")
def page(writing: tuple[Served, str], chromium: Browser) -> Iterator[Page]:
    running, address = writing
    with running.reader(chromium, "amina") as page:
        page.goto(address)
        yield page


def most(page: Page) -> int:
    return int(page.get_attribute("#problem-count", "data-most") or 0)


def left_on_the_page(page: Page, texts: list[str]) -> list[int]:
    """How many characters the page says are left after each of `texts`; below none, how many are too many."""
    words = page.evaluate(COUNT, texts)
    return [_number(each) for each in words]


def _number(words: str) -> int:
    figure = re.search(r"[\d,]+", words)
    number = int(figure.group().replace(",", "")) if figure else 0
    return -number if "too many" in words else number


def differing(page: Page, texts: list[str]) -> list[tuple[str, int, int]]:
    """(text, left on the page, left on the server) where the two differ."""
    limit = most(page)
    both = zip(texts, left_on_the_page(page, texts), strict=True)
    return [
        (ascii(text), limit - left, graphemes(str(tidy(text))))
        for text, left in both
        if limit - left != graphemes(str(tidy(text)))
    ]


def test_the_page_counts_every_script_as_the_server_does(page: Page) -> None:
    assert differing(page, TEXTS) == []


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(MIXTURES, min_size=40, max_size=40))
def test_the_page_counts_any_mixture_as_the_server_does(page: Page, texts: list[str]) -> None:
    assert differing(page, texts) == []


@pytest.mark.parametrize("one", ["a", "كِ", "水", "е\u0308", "👩‍👩‍👧‍👦", "क्षि"])
@pytest.mark.parametrize("more", [0, 3])
def test_page_and_server_draw_the_line_at_the_same_character(
    writing: tuple[Served, str], page: Page, one: str, more: int
) -> None:
    """The number that the page says are too many is the one in the error; the last one that fits goes through."""
    _, address = writing
    page.goto(address)
    page.fill("#problem", one * (most(page) + more))
    said = page.inner_text("#problem-count")
    page.click("main form button[type=submit]")
    assert said == ("No characters left" if not more else f"Characters too many: {more}")
    if more:
        assert page.inner_text("#problem-error").strip().startswith(f"Shorten this by {more} characters")
    else:
        page.wait_for_url(lambda url: not url.endswith("/problem"))
