"""What this session knows of a second factor: shown or not, asked for on the way to an act, or waited for at sign-in.

All of it lives in the session on the server. Sign-in puts a person here who gave the right password and has a
second factor; they are signed in when they have shown it, and nobody before.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, request, session, url_for
from flask.typing import ResponseValue
from flask_security import login_user
from flask_security.tf_plugin import TfPlugin
from sqlalchemy import select
from sqlmodel import col

from app.accounts.models import Person
from app.accounts.one_time_codes import OneTimeCodes
from app.accounts.second_factor import has_power, is_on
from app.accounts.sessions import OWN_DEVICE, PROOF
from app.core.db import db
from app.core.doors import way_back
from app.core.kept_form import posted_pairs
from app.core.permissions import SecondFactorNeeded, actor

WAITING, KEPT = "waiting_for_code", "kept_form"
DEMONSTRATION = "demonstration"
WAIT = timedelta(minutes=10)  # for the code, after the password
FRESH = timedelta(minutes=10)  # for changes to the account itself
OPEN_TO_POWER = frozenset(
    {None, "root", "health", "security", "accounts", "personal_data", "account_gone", "second_factor", "second_step"}
    | {"address", "passkeys", "demo_people", "mailbox"}
)
LONGEST_FORM = 100_000  # characters that are kept while the factor is shown
Fields = Sequence[tuple[str, str]]


def init_app(app: Flask) -> None:
    app.register_error_handler(SecondFactorNeeded, _lead_to_second_factor)
    app.before_request(_power_waits_for_proof)


def codes() -> OneTimeCodes:
    """With the key of the settings, or one made of the secret key; former ones still read what they encrypted."""
    config = current_app.config
    secret_keys = [str(config["SECRET_KEY"]), *(config["SECRET_KEY_FALLBACKS"] or [])]
    made = [hashlib.sha256(b"second factor" + each.encode()).hexdigest() for each in secret_keys]
    own = str(config["SECOND_FACTOR_KEY"])
    return _codes(tuple([own, *made] if own else made), str(config["SITE"].name))


@cache
def _codes(keys: tuple[str, ...], issuer: str) -> OneTimeCodes:
    return OneTimeCodes(keys[0], issuer, former=keys[1:])


# Shown in this session ----------------------------------------------------------------------------------------


def has_proven(person_id: int) -> bool:
    """Whether that person showed a second factor in this session; a demonstration's sign-in counts only there."""
    whose, how = session.get(PROOF) or (None, "")
    return whose == person_id and (how != DEMONSTRATION or bool(current_app.config["DEMO"]))


def prove(person_id: int, how: str) -> None:
    session[PROOF] = [person_id, how]


def forget_proof() -> None:
    session.pop(PROOF, None)


def is_fresh(person: Person) -> bool:
    """Whether the password was given in the last ten minutes. Example people have none to give."""
    if person.demo and current_app.config["DEMO"]:
        return True
    return time.time() - float(session.get("fs_paa") or 0) < FRESH.total_seconds()


# Asked for on the way to an act -------------------------------------------------------------------------------


def _power_waits_for_proof() -> Response | None:
    """Moderators and administrators go nowhere but to their own account before they have shown it."""
    if not has_power(actor()) or actor().has_proven or request.blueprint in OPEN_TO_POWER:
        return None
    return _lead_to_second_factor()


def _lead_to_second_factor(_needed: object = None) -> Response:
    """To the page that asks for it; what was typed waits here, and so does the way back."""
    back = request.full_path.rstrip("?")
    session.pop(KEPT, None)
    if request.method == "POST":
        fields = posted_pairs()
        if sum(len(name) + len(value) for name, value in fields) <= LONGEST_FORM:
            session[KEPT] = {"to": back, "fields": [list(pair) for pair in fields], "whose": actor().person_id}
        back = url_for("second_factor.go_on") if KEPT in session else way_back()
    on = is_on(db.session, actor().person_id or 0)
    return make_response(redirect(url_for("second_factor.ask" if on else "second_factor.show", next=back), 303))


def kept_form() -> tuple[str, Fields] | None:
    """(where it was to go, its fields) of the form that was sent without a second factor by the person here."""
    kept: dict[str, Any] | None = session.get(KEPT)
    if not kept or kept["whose"] != actor().person_id:
        return None
    return str(kept["to"]), [(name, value) for name, value in kept["fields"]]


def forget_kept_form() -> None:
    session.pop(KEPT, None)


# Waited for at sign-in ----------------------------------------------------------------------------------------


class SecondStep(TfPlugin):
    """What the library asks after a right password: whether it signs in by itself, or a code must follow."""

    def tf_enter(
        self, user: Any, remember_me: bool | None, primary_authn_via: str, next_loc: str | None
    ) -> ResponseValue | None:
        session[OWN_DEVICE] = "own_device" in request.form
        # A page of ours: see `front_door`.
        return wait_for_factor(user, request.form.get("next") or request.args.get("next") or "")


def wait_for_factor(person: Person, onward: str) -> ResponseValue | None:
    """To where the second factor is shown; None where there is none, and the first is enough."""
    if not is_on(db.session, person.id or 0):
        return None
    session[WAITING] = {"who": person.fs_uniquifier, "since": time.time()}
    return redirect(url_for("second_step.ask", next=onward or None))


def waiting_person() -> Person | None:
    """Who gave the right password here within the last minutes, and is still to show the second factor."""
    waiting = session.get(WAITING)
    if not waiting or time.time() - waiting["since"] > WAIT.total_seconds():
        return None
    found = select(Person).where(col(Person.fs_uniquifier) == waiting["who"], col(Person.active).is_(True))
    return db.session.scalars(found).first()


def let_in(person: Person, how: str) -> None:
    session.pop(WAITING, None)
    login_user(person, remember=False, authn_via=["password", how])
    prove(person.id or 0, how)
