"""`next` never leads to another site."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.front_door import is_local
from tests.accounts.signing_in import PASSWORD, sign_in
from tests.browser import Browser

HOSTS = ["evil.example", "localhost.evil.example", "evil.example/en/", "user@evil.example", "[::1]"]
BEGINNINGS = [
    "https://", "http://", "//", "///", "////", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "/ /", "https:", "https:/",
    "HTTPS://", "javascript:alert(1)//", "data:text/html,", "//%0d%0a", " //", "\t//", "/%09/", "/%5c", "ftp://",
    "/\u2028/", "/\x00/",
]  # fmt: skip
FOREIGN = [f"{beginning}{host}" for beginning, host in itertools.product(BEGINNINGS, HOSTS)]


@pytest.mark.parametrize("address", FOREIGN)
def test_a_foreign_address_is_not_local_or_stays_a_path_of_ours(address: str) -> None:
    if is_local(address):
        assert address.startswith("/%"), "only an escaped path may pass: a browser keeps it on this site"


@given(st.text(max_size=60))
def test_whatever_is_local_begins_with_one_slash(address: str) -> None:
    if is_local(address):
        assert address[0] == "/"
        assert address[1:2] not in {"/", "\\"}
        assert not any(mark in address for mark in "\\\t\r\n ")


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_with_a_foreign_next_leads_to_the_account(app: Flask, amina: int, address: str) -> None:
    browser = Browser(app)
    page = browser.get("security.login", next=address)
    assert "evil.example" not in page.form_values("/sign-in").get("next", "")
    form = {**page.form_values("/sign-in"), "email": "amina@example.org", "password": PASSWORD, "next": address}
    answer = browser.client.post(f"/en/sign-in?next={address}", data=form)
    assert answer.location == "/en/account"


def test_no_form_of_a_foreign_address_leads_a_signed_in_person_away(app: Flask, amina: int) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    led = {address: browser.client.get("/en/sign-in", query_string={"next": address}).location for address in FOREIGN}
    assert len(led) >= 120
    away = {address: place for address, place in led.items() if place is not None and not is_local(place)}
    assert away == {}


@pytest.mark.parametrize("address", ["//evil.example", "/\\evil.example", "https:evil.example"])
def test_signing_out_with_a_foreign_next_leads_home(app: Flask, amina: int, address: str) -> None:
    browser = Browser(app)
    sign_in(browser, amina)
    token = browser.get("accounts.show").form_values("sign-out")
    answer = browser.client.post("/en/sign-out", data={**token, "next": address}, query_string={"next": address})
    assert answer.location == "/en/"
