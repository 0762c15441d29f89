"""Who must know when a country changes its rules: features above register here and follow in the same write."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy.orm import Session

EXTENSION = "crux_country_rule_followers"
Follower = Callable[[Session, str], None]  # (session, country)


def register_follower(app: Flask, follower: Follower) -> None:
    app.extensions.setdefault(EXTENSION, []).append(follower)


def tell_followers(session: Session, country: str) -> None:
    for follower in current_app.extensions.get(EXTENSION, []):
        follower(session, country)
