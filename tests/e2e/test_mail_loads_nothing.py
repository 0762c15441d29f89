"""U-22, U-24: a weekly mail drawn by Chromium asks for nothing from anywhere and fits a small phone."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.digest import jobs
from app.digest.weeks import week_of
from tests.digest.conftest import offers  # noqa: F401 - a fixture
from tests.digest.ground import NOW, Offers, a_candidate, subscribe

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es", "pt")


@pytest.fixture
def drawn(app: Flask, offers: Offers) -> dict[str, str]:  # noqa: F811
    """The HTML part of a mail with eight items, by language."""
    from app.accounts.models import Subscriber
    from app.core.db import db

    [key] = subscribe()
    offers.to_all = [a_candidate(n, reasons=5) for n in range(8)]
    found = {}
    for language in LANGUAGES:
        db.session.rollback()
        reader = db.session.get_one(Subscriber, key)
        db.session.expunge(reader)
        reader.locale = language
        issue = jobs.issue_for(reader, week_of(NOW), now=NOW)
        assert issue
        found[language] = issue.message.html
    return found


@pytest.mark.parametrize("width", [320, 600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mail_asks_for_nothing_and_fits(drawn: dict[str, str], chromium: Browser, width: int, scheme: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for language, html in drawn.items():
        page.set_content(html)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, language
    assert asked == []
    context.close()
