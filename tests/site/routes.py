"""Every address of the site, from its own map: what is added later is walked too."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

from app.core.assets import served_name

VALUES = {
    "lang": "en", "filename": served_name("crux.css"),
    "code": "XA", "kind": "solution", "slug": "x", "page_name": "title",
    "name": "privacy", "token": "x", "draft_id": "x", "session_id": "x", "key": "x", "target": "ar",
    "ending": "csv", "program": "bib", "answer": "interested",
}  # fmt: skip


def addresses(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """(endpoint, an address of it) for each rule that answers `method`."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method in (rule.methods or ()):
            yield rule.endpoint, address_of(app, rule)


def address_of(app: Flask, rule: Rule) -> str:
    known = {name: VALUES.get(name, 1) for name in rule.arguments}
    found = app.url_map.bind("localhost").build(rule.endpoint, known, method=next(iter(rule.methods or ())))
    return str(found)
