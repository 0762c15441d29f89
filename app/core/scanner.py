"""The hook for a virus scanner. Without one, or while it does not answer, files are kept and marked as not scanned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Flask, current_app

from app.core.attachments import Infected
from app.core.db import utc_now

EXTENSION = "crux_scanner"
Scanner = Callable[[bytes], bool]  # the content → is it clean? Raises OSError when it cannot say
log = structlog.get_logger()


def register_scanner(app: Flask, scanner: Scanner) -> None:
    app.extensions[EXTENSION] = scanner


def scanned(content: bytes) -> datetime | None:
    """When it was found clean; None when nobody looked. Raises `Infected`."""
    scanner: Scanner | None = current_app.extensions.get(EXTENSION)
    if scanner is None:
        return None
    try:
        clean = scanner(content)
    except OSError as error:
        log.error("scanner does not answer", error=type(error).__name__)
        return None
    if not clean:
        raise Infected
    return utc_now()
