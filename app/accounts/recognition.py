"""Who is asking: turns a signed-in browser into the `Actor` value that every permission looks at."""

from __future__ import annotations

from flask import Flask, g, request
from flask_security import current_user

from app.accounts.proof import has_proven
from app.accounts.service import appointments_in_force
from app.core.db import db, utc_now
from app.core.permissions import VISITOR, Actor, actor


def init_app(app: Flask) -> None:
    app.before_request(recognise)
    app.context_processor(lambda: {"actor": actor()})


def recognise() -> None:
    """Sets `g.actor`. A browser without a session costs no question to the database."""
    g.actor = VISITOR
    if request.endpoint == "static" or not request.cookies:
        return
    if current_user.is_authenticated:
        person_id = int(current_user.id)
        held = appointments_in_force(db.session, person_id, utc_now().date())
        name = str(current_user.name or current_user.email)
        g.actor = Actor(person_id=person_id, name=name, appointments=held, has_proven=has_proven(person_id))
