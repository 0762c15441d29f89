"""How often one may try to sign in, register and recover: figures of the large public sites, or tighter.

Failures count by account and network together, so that nobody locks out another: a stranger's failures stop the
stranger. Above that stands a wide limit for one account from all networks; a network from which the account was
signed in before is not stopped by it, nor by what others of that network got wrong.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask, Response, request
from flask_security import current_user
from sqlalchemy.orm import Session

from app.accounts.proof import waiting_person
from app.core.limits import Asked, Rule, counted, counts_when_done, counts_when_shown_again, register_limit
from app.core.network import this_network
from app.core.permissions import actor
from app.core.rate_windows import Limit, take, was_counted

FIVE_MINUTES, DAY = timedelta(minutes=5), timedelta(days=1)
SIGN_IN_HERE = Limit("sign-in-here", 10, FIVE_MINUTES)
SIGN_IN_NETWORK = Limit("sign-in-network", 10, FIVE_MINUTES)
SIGN_IN_ANYWHERE = Limit("sign-in-anywhere", 100, timedelta(hours=1))
SIGNED_IN_BEFORE = Limit("signed-in-before", 1_000_000, timedelta(days=45))
PASSWORD_AGAIN = Limit("password-again", 10, FIVE_MINUTES)
SECOND_FACTOR = Limit("second-factor", 5, FIVE_MINUTES)
SECOND_FACTOR_HOUR = Limit("second-factor-hour", 20, timedelta(hours=1))
SECOND_FACTOR_DAY = Limit("second-factor-day", 50, DAY)
EXPORTS = Limit("exports", 6, timedelta(hours=1))
MAILED_LINK_HERE = Limit("mailed-link-here", 5, DAY)
MAILED_LINK = Limit("mailed-link", 20, DAY)
MAILED_LINK_NETWORK = Limit("mailed-link-network", 60, DAY)
ADDRESS_CHANGE = Limit("address-change", 2, DAY)
PROVIDER = Limit("provider", 30, FIVE_MINUTES)
REGISTER_HOUR = Limit("register-hour", 20, timedelta(hours=1))
REGISTER_DAY = Limit("register-day", 100, DAY)
# Where the password is asked for once more, and where a code is.
PASSWORD_PAGES = (
    "security.verify",
    "security.change_password",
    "second_factor.turn_off",
    "personal_data.delete",
    "address.ask",
)
SECOND_FACTOR_PAGES = ("second_step.ask", "second_step.passkey", "second_factor.ask", "second_factor.passkey")


def init_app(app: Flask) -> None:
    tries = {"closed": True, "counts": counts_when_shown_again}
    register_limit(app, "security.login", Rule(_sign_in, passed=_remember, closed=True, counts=counts_when_shown_again))
    for endpoint in PASSWORD_PAGES:
        register_limit(app, endpoint, Rule(_password_again, **tries))  # type: ignore[arg-type]
    for endpoint in SECOND_FACTOR_PAGES:
        register_limit(app, endpoint, Rule(_second_factor, passed=_remember, **tries))  # type: ignore[arg-type]
    for endpoint in ("security.forgot_password", "security.send_confirmation"):
        register_limit(app, endpoint, Rule(_mailed_link, closed=True))
    register_limit(app, "security.register", Rule(_register, closed=True, counts=counts_when_done))
    for endpoint in ("oidc.start", "oidc.finish"):
        register_limit(app, endpoint, Rule(_provider, frozenset({"GET"}), closed=True))
    register_limit(app, "personal_data.export", Rule(_exports, counts=counts_when_given))


def counts_when_given(response: Response) -> bool:
    return response.mimetype == "application/zip"


def _account() -> str:
    return request.form.get("email", "").strip().casefold()[:320]


def _sign_in(database: Session, now: datetime) -> Asked:
    account, network = _account(), this_network()
    here = (SIGN_IN_HERE, f"{account}|{network}")
    if was_counted(database, counted(SIGNED_IN_BEFORE, f"{account}|{network}"), now=now):
        return [here]
    return [here, (SIGN_IN_NETWORK, network), (SIGN_IN_ANYWHERE, account)]


def _remember(database: Session, now: datetime) -> None:
    """Whoever is in, was here before; a right password that still waits for its code is not in."""
    if current_user.is_authenticated:
        known = f"{current_user.email.casefold()}|{this_network()}"
        take(database, counted(SIGNED_IN_BEFORE, known), now=now)


def _password_again(_database: Session, _now: datetime) -> Asked:
    return [(PASSWORD_AGAIN, f"{actor().person_id}")]


def _second_factor(_database: Session, _now: datetime) -> Asked:
    """By the account, signed in or on the way there; or else by network."""
    waiting = waiting_person()
    who = str(actor().person_id or (waiting and waiting.id) or this_network())
    return [(SECOND_FACTOR, who), (SECOND_FACTOR_HOUR, who), (SECOND_FACTOR_DAY, who)]


def _exports(_database: Session, _now: datetime) -> Asked:
    return [(EXPORTS, f"{actor().person_id}")]


def _mailed_link(_database: Session, _now: datetime) -> Asked:
    account, network = _account(), this_network()
    return [(MAILED_LINK_HERE, f"{account}|{network}"), (MAILED_LINK, account), (MAILED_LINK_NETWORK, network)]


def _register(_database: Session, _now: datetime) -> Asked:
    return [(REGISTER_HOUR, this_network()), (REGISTER_DAY, this_network())]


def _provider(_database: Session, _now: datetime) -> Asked:
    return [(PROVIDER, this_network())]
