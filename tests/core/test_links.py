"""F-38: a signed link works for its purpose, its time and our keys, and nothing happens by opening one."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.links import LinkExpired, link_token, value_behind

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
KEYS = ["a first key " * 3, "a second key " * 3, "a third key " * 3]
PURPOSES = ["digest-stop", "digest-view", "draft-return-link"]


def site(key: str, *former: str) -> Flask:
    app = Flask("empty")
    app.config.update(SECRET_KEY=key, SECRET_KEY_FALLBACKS=list(former))
    return app


def made(key: str = KEYS[0], purpose: str = PURPOSES[0], value: Any = 7) -> str:
    with time_machine.travel(NOON, tick=False), site(key).app_context():
        return link_token(purpose, value)


def read(token: str, app: Flask, purpose: str = PURPOSES[0], at: datetime = NOON) -> Any:
    with time_machine.travel(at, tick=False), app.app_context():
        return value_behind(purpose, token, valid_for=WEEK)


@given(st.text(max_size=30) | st.lists(st.integers(), max_size=3))
def test_what_was_signed_comes_back(value: Any) -> None:
    assert read(made(value=value), site(KEYS[0])) == value


@pytest.mark.parametrize(("signed", "asked"), list(itertools.product(PURPOSES, PURPOSES)))
def test_a_link_serves_its_own_purpose_only(signed: str, asked: str) -> None:
    assert read(made(purpose=signed), site(KEYS[0]), asked) == (7 if signed == asked else None)


@pytest.mark.parametrize(("seconds", "valid"), [(0, True), (1, True), (604_800, True), (604_801, False)])
def test_a_link_works_for_its_time(seconds: int, valid: bool) -> None:
    later = NOON + timedelta(seconds=seconds)
    if valid:
        assert read(made(), site(KEYS[0]), at=later) == 7
    else:
        with pytest.raises(LinkExpired):
            read(made(), site(KEYS[0]), at=later)


@pytest.mark.parametrize("place", range(0, len(made()), 2))
def test_an_altered_link_is_not_ours(place: int) -> None:
    token = made()
    altered = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    if altered[:-1] != token[:-1]:  # the last character of base64 holds bits that count for nothing
        assert read(altered, site(KEYS[0])) is None


def test_former_keys_are_believed_and_sign_no_more() -> None:
    changed = site(KEYS[1], KEYS[0])
    assert read(made(KEYS[0]), changed) == 7
    with time_machine.travel(NOON, tick=False), changed.app_context():
        new = link_token(PURPOSES[0], 8)
    assert read(new, site(KEYS[1])) == 8
    assert read(new, site(KEYS[0])) is None
    assert read(made(KEYS[2]), changed) is None


@given(st.text(max_size=80))
def test_no_made_up_link_leads_anywhere(token: str) -> None:
    assert read(token, site(KEYS[0])) is None


def test_a_link_of_a_megabyte_is_not_looked_at() -> None:
    assert read(made() + "x" * 1_000_000, site(KEYS[0])) is None
