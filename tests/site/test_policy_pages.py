"""Privacy, terms and takedown: in every language, at the foot of every page, true to what the site does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts.limits import SIGNED_IN_BEFORE
from app.accounts.service import CONFIRM_WITHIN
from app.core.drafts import KEPT_FOR
from app.core.upkeep import MAIL_KEPT_FOR
from app.taxonomy import LANGUAGES
from app.taxonomy.site_profile import PAGES, PolicyPage
from tests.browser import Browser


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_there_in_the_readers_language_and_linked_from_the_foot(
    app: Flask, language: str, name: str
) -> None:
    browser = Browser(app, language)
    page = browser.get("site.policy", name=name)
    assert f"/{language}/{name}" in browser.get("site.home").links().values()
    english = Browser(app).get("site.policy", name=name)
    assert (page.text == english.text) == (language == "en")


def test_the_privacy_notice_says_the_times_that_the_code_keeps(app: Flask) -> None:
    text = Browser(app).get("site.policy", name="privacy").text
    assert f"nobody confirmed for {CONFIRM_WITHIN.days} days" in text
    assert f"{KEPT_FOR.days} days after the last change" in text
    assert f"{MAIL_KEPT_FOR.days} days after it was sent" in text
    assert 2 * SIGNED_IN_BEFORE.per <= timedelta(days=90)


def test_a_host_may_word_them_itself(app: Flask) -> None:
    from dataclasses import replace

    own = PolicyPage("Our rules", ("Be kind & <fair>.",))
    app.config["SITE"] = replace(app.config["SITE"], pages={**app.config["SITE"].pages, "terms": own})
    page = Browser(app).get("site.policy", name="terms")
    assert page.heading == "Our rules"
    assert "Be kind & <fair>." in page.text
