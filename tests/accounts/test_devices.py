"""People recognise their own browsers in the list of sessions."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.devices import device_words

LIKE_CHROME = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (LIKE_CHROME.format("Linux; Android 14; K"), "Chrome on Android"),
        (LIKE_CHROME.format("Windows NT 10.0; Win64; x64") + " Edg/150.0.0.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari on iPhone"),
        ("curl/8.5", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_as_its_owner_would(app: Flask, user_agent: str, words: str) -> None:
    with app.test_request_context("/en/account/sessions"):
        assert device_words(user_agent) == words
