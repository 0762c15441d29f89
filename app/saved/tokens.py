"""Signed links about saved searches: one confirms an address, one leads to what an address has saved."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core.links import LONGEST, link_token, value_behind
from app.saved.searches import Search
from app.taxonomy.listed import lists

CONFIRM, CONFIRM_WITHIN = "saved-search-confirm", timedelta(days=7)
OWN, OWN_FOR = "saved-searches", timedelta(days=730)


class TooLong(Exception):
    """A search that fits into no link."""


def confirm_token(email: str, locale: str, search: Search) -> str:
    """Holds all there is to know: before it comes back, nothing about the address is kept."""
    token = link_token(CONFIRM, [email, locale, search.name, search.query])
    if search.is_too_long or len(token) > LONGEST:
        raise TooLong
    return token


def to_confirm(token: str) -> tuple[str, str, Search] | None:
    """(address, language, search); None for a link that is not ours. Raises `LinkExpired`."""
    found = value_behind(CONFIRM, token, valid_for=CONFIRM_WITHIN)
    if not found or found[2] not in lists():
        return None
    email, locale, name, query = found
    return email, locale, Search(name, query)


def own_token(subscriber_id: int, since: datetime) -> str:
    return link_token(OWN, [subscriber_id, int(since.timestamp())])


def owner_behind(token: str) -> tuple[int, int] | None:
    """(number, second of its creation), which tells a subscriber from a later one with the same number."""
    found = value_behind(OWN, token, valid_for=OWN_FOR)
    return (int(found[0]), int(found[1])) if found else None
