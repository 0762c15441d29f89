from __future__ import annotations

import pytest
from flask import Flask

from tests.conversations.ground import World


@pytest.fixture
def world(app: Flask) -> World:
    return World(app)
