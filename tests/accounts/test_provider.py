"""Signing in through the operator's provider: it says who somebody is, and changes nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from joserfc.jwk import RSAKey

from app import Settings, create_app
from app.accounts.models import Person
from app.config import OpenId
from app.core.db import db
from tests.accounts.a_provider import CLIENT_ID, Provider, running
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import code_of, enter_code, with_second_factor
from tests.accounts.test_second_factor import letter
from tests.browser import Browser, Page

NAME = "Ministry Login"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
def site(app: Flask, settings: Settings, provider: Provider) -> Iterator[Flask]:
    """The site with a provider; `app` has made its database."""
    named = create_app(replace(settings, oidc=OpenId(provider.issuer, CLIENT_ID, "a secret of the client", NAME)))
    yield named
    with named.app_context():
        db.engine.dispose()


def come_back(browser: Browser, provider: Provider, *, query: str = "") -> Page:
    """By the button of the sign-in page to the provider, and from there back."""
    page = browser.get("security.login")
    away = browser.client.get(page.links()[f"Sign in with {NAME}"])
    assert away.location.startswith(f"{provider.issuer}/authorize?")
    back = provider.visited(away.location)
    assert provider.asked["redirect_uri"] == "http://localhost/sign-in/provider"
    return browser.get(f"/sign-in/provider?{query or back}")


def test_without_settings_there_is_no_button_and_no_address(browser: Browser) -> None:
    assert "Sign in with" not in browser.get("security.login").text
    browser.get("/en/sign-in/provider", status=404)


def test_whoever_has_an_account_with_the_confirmed_address_is_in(site: Flask, provider: Provider) -> None:
    a_person(site, "Amina")
    provider.claims = {"email": "Amina@Example.org"}
    browser = Browser(site)
    assert come_back(browser, provider).heading == "Your account"
    assert browser.get("accounts.show").heading == "Your account"


def test_one_comes_back_in_ones_language_to_where_one_wanted(site: Flask, provider: Provider) -> None:
    a_person(site, "Amina")
    browser = Browser(site, "fr")
    browser.client.get("/fr/sign-in/provider?next=/fr/account/sessions")
    away = browser.client.get("/fr/sign-in/provider?next=/fr/account/sessions").location
    page = browser.get(f"/sign-in/provider?{provider.visited(away)}")
    assert page.response.request.path == "/fr/account/sessions"
    elsewhere = Browser(site)
    away = elsewhere.client.get("/en/sign-in/provider?next=//example.org").location
    assert elsewhere.get(f"/sign-in/provider?{provider.visited(away)}").response.request.path == "/en/account"


def test_the_second_factor_is_asked_for_as_after_a_password(site: Flask, provider: Provider) -> None:
    amina = a_person(site, "Amina", roles=letter("moderator", ("site", "")))
    browser = Browser(site)
    come_back(browser, provider)
    assert browser.get("/en/moderation").heading == "Your second factor", "the provider's word is none"
    with_second_factor(site, amina)
    browser = Browser(site)
    assert come_back(browser, provider).heading == "Enter the code of your app"
    assert browser.get("accounts.show").heading == "Sign in"
    assert enter_code(browser, code_of(site, amina)).heading == "Your account"


@pytest.mark.parametrize(
    ("claims", "facts"),
    [
        ({"email": "nobody@example.org"}, {}),
        ({"email": None}, {}),
        ({"email_verified": False}, {}),
        ({"email_verified": "true"}, {}),
        ({"iss": "http://another.example"}, {}),
        ({"aud": "another client"}, {}),
        ({"nonce": "another"}, {}),
        ({"exp": 1}, {}),
        ({}, {"active": False}),
        ({}, {"confirmed_at": None}),
    ],
)
def test_nobody_else_gets_in_and_no_account_is_made(
    site: Flask, provider: Provider, claims: dict[str, Any], facts: dict[str, Any]
) -> None:
    a_person(site, "Amina", **facts)
    provider.claims = claims
    browser = Browser(site)
    page = come_back(browser, provider)
    assert page.heading == "Sign in"
    assert NAME in " ".join("".join(each.itertext()) for each in page.all(".//*[@role='alert']")), page.text
    assert browser.get("accounts.show").heading == "Sign in"
    with site.app_context():
        assert db.session.query(Person).count() == 1


@pytest.mark.parametrize("query", ["", "code=x", "code=x&state=forged", "error=access_denied&state=x", "state=%ff%00"])
def test_whatever_comes_back_in_the_address_is_answered_kindly(site: Flask, provider: Provider, query: str) -> None:
    a_person(site, "Amina")
    assert "did not work" in come_back(Browser(site), provider, query=query or "x=1").text
    assert "did not work" in Browser(site).get(f"/en/sign-in/provider/back?{query}").text


def test_what_another_browser_began_is_not_finished_here(site: Flask, provider: Provider) -> None:
    a_person(site, "Amina")
    away = Browser(site).client.get("/en/sign-in/provider").location
    assert "did not work" in Browser(site).get(f"/sign-in/provider?{provider.visited(away)}").text


def test_a_word_signed_with_another_key_is_none(site: Flask, provider: Provider) -> None:
    a_person(site, "Amina")
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert "did not work" in come_back(Browser(site), provider).text


def test_a_provider_that_does_not_answer_is_no_fault_of_ours(site: Flask, provider: Provider) -> None:
    provider.is_down = True
    assert "did not work" in Browser(site).get("/en/sign-in/provider").text


def test_thirty_tries_in_five_minutes_are_enough(site: Flask, provider: Provider) -> None:
    browser = Browser(site)
    statuses = [browser.client.get("/en/sign-in/provider").status_code for _ in range(31)]
    assert statuses == [302] * 30 + [429]
