"""Whatever is posted to a page of the form: an answer in words, never a fault of ours, never half a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.core.db import db
from app.core.drafts import Draft
from app.country_requests.journey import PAGES
from app.country_requests.models import CountryRequest
from tests.browser import Browser, Page, inspect
from tests.country_requests.walking import ANSWERS, begin

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines

FIELDS = sorted({name for answers in ANSWERS.values() for name in answers} | {"seen", "file", "back"})
LONG = st.sampled_from([1_000, 70_000]).map(lambda size: "ä\u0627 " * (size // 3))
TOO_LONG = "ä\u0627 " * 333_333  # once: to take it apart costs a second
NASTY = st.sampled_from(
    [
        *[
            "\x00",
            "a\x00b",
            "\ud800",
            "\udfff!",
            "\u202e",
            "\ufffe",
            "\x1b[0m",
            "%00",
            "'; --",
            "{{ 7*7 }}",
            "٣",
            "NaN",
        ],
        *[
            "1e9",
            "-1",
            "999999999999999999999",
            "²",
            "0,125",
            "<script>",
            "👩‍👩‍👧‍👦",
            "[]",
            "null",
            "XA",
            "13.1",
            "2027",
        ],
    ]
)
VALUES = st.one_of(NASTY, st.text(max_size=200), LONG)
NAMES = st.one_of(st.sampled_from(FIELDS), st.sampled_from(["title[]", "deadline", "__proto__", "x\x00y", ""]))
POSTS = st.lists(st.tuples(NAMES, VALUES), max_size=8)  # a name may come twice


def raw(pairs: list[tuple[str, str]]) -> str:
    """A body as a program would send it, half characters and all."""

    def part(text: str) -> str:
        return quote(text.encode("utf-8", "surrogatepass"), safe="")

    return "&".join(f"{part(name)}={part(value)}" for name, value in pairs)


def test_200_bad_posts_are_answered_in_words_and_store_nothing_half(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    token = amina.get(f"{draft}/title").form_values("/title")["csrf_token"]

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from([*PAGES, "check"]), POSTS)
    @example("title", [("title", TOO_LONG)])
    def post(name: str, pairs: list[tuple[str, str]]) -> None:
        body = raw([("csrf_token", token), *pairs])
        answer = amina.client.post(f"{draft}/{name}", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {302, 400, 409, 413, 422}, answer.status_code
        if answer.status_code not in {302, 413}:
            inspect(Page(answer))
        amina.get(f"{draft}/{name}")  # what was kept can be shown again

    post()
    amina.get(f"{draft}/check")
    with app.app_context():
        assert db.session.query(CountryRequest).count() == 0
        assert db.session.query(Draft).count() == 1


def test_one_megabyte_in_any_field_is_answered_and_not_kept(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    for name, answers in ANSWERS.items():
        values: dict[str, Any] = amina.get(f"{draft}/{name}").form_values(f"/{name}")
        for field in answers:
            answer = amina.client.post(f"{draft}/{name}", data={**values, field: "x" * 1_000_000})
            assert answer.status_code in {409, 422}, field
    with app.app_context():
        assert len(str(db.session.query(Draft).one().answers)) < 200_000


BAD_ADDRESSES = [
    "/en/requests/%00",
    "/en/requests/-1",
    "/en/requests/99999999999999999999",
    "/en/requests/draft/%00",
    "/en/requests/draft/%F0%9F%98%80/title",
    "/en/requests/return/%00.x",
]


@pytest.mark.parametrize("path", BAD_ADDRESSES)
def test_bad_addresses_lead_nowhere(as_: Open, path: str) -> None:
    assert as_("amina").client.get(path).status_code in {404, 410}
