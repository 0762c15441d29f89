"""A link that leads to words in another language than the page says so."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from app.core.db import writing
from tests.browser import Browser, Page
from tests.factories import a_solution, an_exchange, an_organisation

SOURCE: dict[str, Any] = {
    "source_title": "Rapport annuel",
    "source_url": "https://example.org/rapport",
    "source_quote": "Un accord signé.",
    "source_quote_language": "fr",
}


@pytest.fixture
def pages(app: Flask) -> dict[str, int]:
    with app.app_context(), writing() as session:
        return {
            "solutions/": a_solution(session, **SOURCE).key,
            "organisations/": an_organisation(session, **SOURCE).key,
            "exchanges/": an_exchange(session, **SOURCE).key,
        }


def outgoing(page: Page) -> tuple[str | None, str | None, str]:
    """hreflang of the link to the source, `lang` of its words, and the label beside it."""
    [link] = page.all(".//a[@rel='external noreferrer']")
    [paragraph] = [each for each in page.root.iter("p") if link in list(each)]
    labels = ["".join(each.itertext()) for each in paragraph if each.get("class") == "language-label"]
    [title] = link.findall("bdi")
    return link.get("hreflang"), title.get("lang"), "".join(labels)


def test_a_source_in_another_language_is_labelled_on_every_kind_of_record(app: Flask, pages: dict[str, int]) -> None:
    for code, label in {"en": "In French", "es": "En francés", "zh": "语言：法语", "fr": ""}.items():
        for path, number in pages.items():
            page = Browser(app, code).get(f"/{code}/{path}{number}")
            assert outgoing(page) == ("fr", "fr", label), (code, path)
            [quote] = page.all(".//blockquote")
            assert (quote.get("lang"), quote.get("dir")) == ("fr", "ltr")
