"""F-47: whatever is posted to any form of the site, the answer is in words and never a fault of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page, inspect
from tests.country_requests.conftest import as_, people  # noqa: F401 - fixtures
from tests.country_requests.test_bad_posts import NASTY, raw
from tests.country_requests.walking import begin, sent_request
from tests.site.routes import addresses

ENDS = {"security.logout", "accounts.end_session", "demo_people.become", "returning.delete"}  # what ends the walk
A_PIECE = "/alike"  # for the script alone: a part of a page, or nothing
NAMES = st.sampled_from(
    ["email", "password", "new_password", "new_password_confirm", "name", "locale", "zone", "wish", "words",
     "frequency", "institution", "code", "answer", "why", "reason", "country", "organisation", "key", "seen", "next",
     "note", "x[]", "kind", "status", "until", "", "__class__", "csrf_token"]
)  # fmt: skip
POSTS = st.lists(st.tuples(NAMES, NASTY | st.text(max_size=40)), max_size=6)
Open = Callable[..., Browser]


def posts(app: Flask, draft: str) -> list[str]:
    known = [path for endpoint, path in addresses(app, "POST") if endpoint not in ENDS]
    return [path.replace("/draft/x", f"/draft/{draft}") for path in known]


@pytest.mark.parametrize("who", ["amina", "carla", "nobody"])
def test_no_post_to_any_address_is_a_fault(app: Flask, as_: Open, who: str) -> None:  # noqa: F811
    amina = as_("amina")
    sent_request(amina)
    draft = begin(amina).rpartition("/")[2]
    browser = Browser(app) if who == "nobody" else amina if who == "amina" else as_(who)
    page = browser.get("/en/register" if who == "nobody" else "/en/account")
    token = page.form_values()["csrf_token"]
    paths, statuses = posts(app, draft), set()
    assert len(paths) > 20

    @settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.sampled_from(paths), POSTS)
    def post(path: str, pairs: list[tuple[str, str]]) -> None:
        body = raw([("csrf_token", token), *pairs])
        answer = browser.client.post(path, data=body, content_type="application/x-www-form-urlencoded")
        statuses.add(answer.status_code)
        assert answer.status_code < 500, (path, answer.status_code)
        is_page = answer.status_code not in {301, 302, 303, 308, 413} and answer.mimetype != "application/zip"
        if is_page and not (path.endswith(A_PIECE) and answer.status_code in {200, 401}):
            inspect(Page(answer))

    post()
    assert statuses - {429}


KINDS = ["multipart/form-data; boundary=x", "application/json", "text/plain", "multipart/form-data"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_another_kind_is_no_fault(app: Flask, kind: str) -> None:
    browser = Browser(app)
    sign_in(browser, a_person(app))
    for _, path in addresses(app, "POST"):
        for body in (b"", b"{", b"--x\r\n\r\n", b"\xff\xfe\x00"):
            answer = browser.client.post(path, data=body, content_type=kind)
            assert answer.status_code in {200, 400, 401, 404, 415}, (path, answer.status_code)
