"""Who must know when an organisation leaves the public lists or comes back: features above register here."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy.orm import Session

EXTENSION = "crux_organisation_followers"
Follower = Callable[[Session, int], None]  # (session, number of the organisation)


def register_follower(app: Flask, follower: Follower) -> None:
    app.extensions.setdefault(EXTENSION, []).append(follower)


def tell_followers(session: Session, organisation_id: int) -> None:
    for follower in current_app.extensions.get(EXTENSION, []):
        follower(session, organisation_id)
