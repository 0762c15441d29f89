"""Addresses of style and script that change when the file does, so that browsers may keep them a year."""

from __future__ import annotations

import hashlib
from functools import cache

from flask import Flask, url_for

from app.config import STATIC


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset


def asset(path: str) -> str:
    return url_for("static", filename=path, v=_fingerprint(path))


@cache
def _fingerprint(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
