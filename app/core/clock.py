"""How long something has waited, in words."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_timedelta

from app.core.db import utc_now


def time_waited(since: datetime, until: datetime | None = None) -> str:
    """ "3 days" in the page's language: up to now, or up to when it was done."""
    return str(format_timedelta((until or utc_now()) - since))
