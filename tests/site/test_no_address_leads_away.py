"""F-34, F-39: no redirect leaves the site, and a forged host is in no page, link or mail."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from app.core.db import db
from app.core.mail import Mail
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.accounts.test_next_stays_local import FOREIGN
from tests.browser import Browser
from tests.site.routes import addresses

FORGED = {
    "Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https",
    "Forwarded": "host=evil.example", "X-Original-URL": "/evil.example", "X-Forwarded-Prefix": "//evil.example",
}  # fmt: skip


def stays(location: str | None, asked: str) -> bool:
    return location is None or urlsplit(urljoin(f"http://localhost{asked}", location)).netloc == "localhost"


MANY_SLASHES = [
    "//evil.example/en/", "///evil.example", "/\\\\evil.example", "/en//evil.example", "//evil.example/%2e%2e",
]  # fmt: skip


@pytest.mark.parametrize("path", MANY_SLASHES)
def test_an_address_with_more_slashes_than_it_needs_stays_here(app: Flask, path: str) -> None:
    answer = app.test_client().get("/", environ_overrides={"PATH_INFO": path})
    assert answer.status_code in {301, 302, 308, 404}
    assert stays(answer.location, "/")


def test_no_page_redirects_to_where_its_query_says(app: Flask) -> None:
    assert len(FOREIGN) >= 120
    visitor, person = Browser(app), Browser(app)
    sign_in(person, a_person(app))
    away = {}
    for browser in (visitor, person):
        for _, path in addresses(app, "GET"):
            for target in FOREIGN[:: 24 if browser is visitor else 40]:
                query = dict.fromkeys(("next", "back", "url", "return_to", "lang"), target)
                answer = browser.client.get(path, query_string=query)
                answer.close()
                if not stays(answer.location, path):
                    away[path, target] = answer.location
    assert away == {}


def test_a_forged_host_is_in_no_answer_and_no_mail(app: Flask) -> None:
    a_person(app)
    client = app.test_client()
    for _, path in addresses(app, "GET"):
        with client.get(path, headers=FORGED) as answer:
            assert b"evil.example" not in answer.get_data(), path
        assert "evil.example" not in (answer.location or ""), path
    token = client.get("/en/recover", headers=FORGED).get_data(as_text=True).split('name="csrf_token" ')[1]
    form = {"csrf_token": token.split('value="')[1].split('"')[0], "email": "amina@example.org"}
    client.post("/en/recover", data=form, headers=FORGED)
    with app.app_context():
        (mail,) = db.session.query(Mail).all()
        assert b"evil.example" not in mail.content
