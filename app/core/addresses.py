"""Addresses for readers outside the site: whole ones, and those of records that never change."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

SINCE = "2026"  # the year in which the first site began to name things


def absolute(path: str) -> str:
    """`path` of this site with its host, which is configured, never taken from a request."""
    return f"{current_app.config['BASE_URL']}{path}"


def permanent(name: str, number: int) -> str:
    """The address of a record for ever, in no language: it leads to the page in the reader's."""
    return absolute(f"/{name}/{number}")


def tag(name: str) -> str:
    """What `name` is called outside (RFC 4151): the same whatever its title, its language or the port."""
    return f"tag:{urlsplit(str(current_app.config['BASE_URL'])).hostname},{SINCE}:{name}"
