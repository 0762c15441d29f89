"""How long ago something was saved, in words."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask_babel import format_timedelta

from app.core.db import utc_now


def init_app(app: Flask) -> None:
    app.jinja_env.globals["time_ago"] = time_ago


def time_ago(moment: datetime) -> str:
    """ "2 minutes ago" in the page's language."""
    return str(format_timedelta(moment - utc_now(), add_direction=True))
