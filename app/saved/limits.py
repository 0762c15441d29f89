"""How often one may ask for a mail about new results."""

from __future__ import annotations

from datetime import timedelta

from app.core.limits import Asked
from app.core.rate_windows import Limit

ADDRESS = Limit("saved-search-address", 6, timedelta(hours=6))
NETWORK = Limit("saved-search-network", 40, timedelta(days=1))


def asked(email: str, network: str) -> Asked:
    return [(ADDRESS, email.casefold()), (NETWORK, network)]
