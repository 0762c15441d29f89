"""People: signing in, what they are appointed to, their sessions, and the addresses that receive mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    from app.accounts import (
        limits,
        oidc,
        personal,
        proof,
        recognition,
        sign_in,
        views,
        views_address,
        views_data,
        views_demo,
        views_letters,
        views_oidc,
        views_passkeys,
        views_second_factor,
        views_second_step,
    )
    from app.accounts.address import forget_address_changes
    from app.accounts.cli import people
    from app.accounts.permissions import RULES
    from app.accounts.service import remove_unconfirmed
    from app.accounts.sessions import DatabaseSessions
    from app.core.permissions import register_rules
    from app.core.personal import register_personal
    from app.core.upkeep import register_chore

    app.session_interface = DatabaseSessions(https=app.config["HTTPS"])
    sign_in.init_app(app)
    recognition.init_app(app)
    limits.init_app(app)
    proof.init_app(app)
    register_rules(app, RULES)
    app.register_blueprint(views.bp, url_prefix="/<lang:lang>/account")
    app.register_blueprint(views_address.bp, url_prefix="/<lang:lang>/account")
    app.register_blueprint(views_second_factor.bp, url_prefix="/<lang:lang>/account/second-factor")
    app.register_blueprint(views_passkeys.bp, url_prefix="/<lang:lang>/account/second-factor/passkeys")
    app.register_blueprint(views_second_step.bp, url_prefix="/<lang:lang>/sign-in")
    if app.config["OIDC"]:
        oidc.init_app(app, app.config["OIDC"])
        app.register_blueprint(views_oidc.bp)
    app.register_blueprint(views_data.bp, url_prefix="/<lang:lang>/account")
    app.register_blueprint(views_data.gone, url_prefix="/<lang:lang>/account-gone")
    app.register_blueprint(views_letters.bp, url_prefix="/<lang:lang>/appointments")
    app.register_blueprint(views_demo.bp, url_prefix="/dev/people")
    app.cli.add_command(people)
    register_personal(app, personal.tell, personal.forget)
    register_chore(app, remove_unconfirmed)
    register_chore(app, forget_address_changes)
