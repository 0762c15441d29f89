"""Answers travel compressed: a page of 70 KB takes nine of them.

What a stranger could learn from the length of a compressed page would need pages asked for with somebody's cookie
by another site; SameSite keeps the cookie from such requests (`accounts/sessions.py`).
"""

from __future__ import annotations

from flask import Flask
from flask_compress import Compress

KINDS = [
    "text/html", "text/css", "text/csv", "text/plain", "text/javascript", "application/json", "application/ld+json",
    "application/xml", "application/atom+xml", "application/opensearchdescription+xml", "image/svg+xml",
]  # fmt: skip


def init_app(app: Flask) -> None:
    encodings = ["br", "gzip"]
    app.config.update(COMPRESS_MIMETYPES=KINDS, COMPRESS_ALGORITHM=encodings, COMPRESS_ALGORITHM_STREAMING=encodings)
    Compress(app)
