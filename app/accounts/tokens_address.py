"""The two signed links of a change of address: one confirms, one stops; neither does the other's work."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.address import CONFIRM_WITHIN, STOP_WITHIN
from app.accounts.models import AddressChange
from app.core.links import link_token, value_behind

CONFIRM, STOP = "address-confirm", "address-stop"


def confirm_token(change: AddressChange) -> str:
    return link_token(CONFIRM, [change.id])


def stop_token(change: AddressChange) -> str:
    return link_token(STOP, [change.id])


def change_to_confirm(token: str) -> int:
    return _number(CONFIRM, token, CONFIRM_WITHIN)


def change_to_stop(token: str) -> int:
    return _number(STOP, token, STOP_WITHIN)


def _number(purpose: str, token: str, valid_for: timedelta) -> int:
    """The number of the change; 0, which none has, for a link that is not ours. Raises `LinkExpired`."""
    found = value_behind(purpose, token, valid_for=valid_for)
    return int(found[0]) if found else 0
