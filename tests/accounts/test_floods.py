"""F-40: a flood from many networks trips the limits at their figures, opens nothing, and locks nobody out.

The whole flood runs under `make soak`; a small one in every `make test`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlmodel import col

from app.accounts.limits import MAILED_LINK, SIGN_IN_ANYWHERE, SIGN_IN_NETWORK
from app.core.db import db
from app.core.mail import Mail
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import PASSWORD
from tests.core.test_limits import NOON, WRONG

HOME = "198.51.100.5"
FLOOD = pytest.mark.parametrize(
    ("tries", "names"), [(400, 40), pytest.param(5_000, 500, marks=pytest.mark.soak)], ids=["small", "whole"]
)


@pytest.fixture
def flooded(app: Flask) -> Iterator[Flask]:
    """Tokens of forms are not what is tested, and time stands still."""
    app.config["WTF_CSRF_ENABLED"] = False
    with time_machine.travel(NOON, tick=False):
        yield app


def networks(number: int) -> list[str]:
    return [f"127.{one % 250}.{one // 250}.7" for one in range(number)]


def post(app: Flask, page: str, network: str, **form: str) -> int:
    client = app.test_client()
    return client.post(f"/en/{page}", data=form, environ_base={"REMOTE_ADDR": network}).status_code


def sign_in(app: Flask, email: str, password: str, network: str) -> int:
    return post(app, "sign-in", network, email=email, password=password)


@FLOOD
def test_guesses_from_many_networks_open_nothing_and_lock_nobody_out(flooded: Flask, tries: int, names: int) -> None:
    a_person(flooded, "Amina")
    a_person(flooded, "Budi")
    assert sign_in(flooded, "amina@example.org", PASSWORD, HOME) == 302
    accounts = ["amina@example.org", *(f"name{number}@example.org" for number in range(names - 1))]
    sources = networks(tries // 20)
    answered: Counter[str] = Counter()
    for number in range(tries):
        source = sources[number % len(sources)]
        status = sign_in(flooded, accounts[number % names], WRONG, source)
        assert status in {200, 429}
        answered[source] += status == 200
    assert max(answered.values()) == SIGN_IN_NETWORK.most
    assert sum(answered.values()) == SIGN_IN_NETWORK.most * len(sources)
    assert sign_in(flooded, "amina@example.org", PASSWORD, HOME) == 302, "her own network is not stopped by strangers"
    assert sign_in(flooded, "budi@example.org", PASSWORD, "203.0.113.9") == 302, "nor is anybody else"


@FLOOD
def test_guesses_at_one_account_stop_at_its_limit_and_its_owner_gets_in(flooded: Flask, tries: int, names: int) -> None:
    a_person(flooded, "Amina")
    assert sign_in(flooded, "amina@example.org", PASSWORD, HOME) == 302
    statuses = [sign_in(flooded, "amina@example.org", WRONG, source) for source in networks(tries)]
    assert statuses.count(200) <= SIGN_IN_ANYWHERE.most
    assert sign_in(flooded, "amina@example.org", PASSWORD, HOME) == 302


@FLOOD
def test_a_flood_of_recoveries_writes_a_bounded_number_of_mails(flooded: Flask, tries: int, names: int) -> None:
    a_person(flooded, "Amina")
    statuses = [post(flooded, "recover", source, email="amina@example.org") for source in networks(tries)]
    with flooded.app_context():
        written = db.session.scalar(select(func.count()).select_from(Mail).where(col(Mail.to_address).like("amina@%")))
    assert set(statuses) == {200, 429}
    assert written == statuses.count(200) <= MAILED_LINK.most


@FLOOD
def test_one_who_reads_everything_is_slowed_and_others_are_not(flooded: Flask, tries: int, names: int) -> None:
    client = flooded.test_client()

    def search(network: str, number: int) -> int:
        path = f"/en/solutions?q=x{number}"  # a page that is kept costs nothing and is not counted
        return client.get(path, environ_base={"REMOTE_ADDR": network}).status_code

    statuses = [search("127.1.1.1", number) for number in range(tries)]
    assert statuses.count(429) >= tries - 320
    assert search("127.1.1.2", 0) == 200
