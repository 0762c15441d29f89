"""The application with a real mail server on loopback, and one section that offers what the test says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from app import Settings
from app.core.db import db
from app.digest.sections import EXTENSION
from tests.core.mail_ground import Letterbox, mail_server
from tests.digest.ground import Offers


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def settings(settings: Settings, letterbox: Letterbox) -> Iterator[Settings]:
    with mail_server(letterbox) as url:
        yield replace(settings, smtp_url=url)


@pytest.fixture
def offers(app: Flask) -> Iterator[Offers]:
    """Inside the application, whose digest has this section alone."""
    offers = Offers()
    app.extensions[EXTENSION] = {"matches": offers}
    with app.app_context():
        yield offers
        db.session.close()
