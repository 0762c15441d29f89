"""People: signing in, what they are appointed to, their sessions, and the addresses that receive mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.accounts import limits, recognition, sign_in, views, views_demo, views_letters
    from app.accounts.cli import people
    from app.accounts.permissions import RULES
    from app.accounts.service import remove_unconfirmed
    from app.accounts.sessions import DatabaseSessions
    from app.core.permissions import register_rules
    from app.core.upkeep import register_chore

    app.session_interface = DatabaseSessions(https=app.config["HTTPS"])
    sign_in.init_app(app)
    recognition.init_app(app)
    limits.init_app(app)
    register_rules(app, RULES)
    app.register_blueprint(views.bp, url_prefix="/<lang:lang>/account")
    app.register_blueprint(views_letters.bp, url_prefix="/<lang:lang>/appointments")
    app.register_blueprint(views_demo.bp, url_prefix="/dev/people")
    app.cli.add_command(people)
    register_chore(app, remove_unconfirmed)
