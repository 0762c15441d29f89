"""Is the process alive (`/healthz`), and can it serve (`/readyz`)?"""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, Flask, Response, current_app, jsonify, make_response
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import db
from app.core.index import catalogue
from app.core.migrations import newest_revision

bp = Blueprint("health", __name__)
SPACE_WANTED = 0.05


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)


@bp.get("/healthz")
def alive() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
def ready() -> Response:
    checks = {"database": _database(), "index": _index(), "disk": _disk()}
    good = all(checks.values())
    return make_response(jsonify(status="ready" if good else "not ready", checks=checks), 200 if good else 503)


def _database() -> bool:
    """The database answers and its schema is the newest."""
    try:
        revision = MigrationContext.configure(db.session.connection()).get_current_revision()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return revision == newest_revision()


def _index() -> bool:
    try:
        catalogue()
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _disk() -> bool:
    var: Path = current_app.config["VAR"]
    usage = shutil.disk_usage(next(folder for folder in (var, *var.parents) if folder.exists()))
    return usage.free / usage.total > SPACE_WANTED
