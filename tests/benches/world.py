"""A catalogue of any size, made of the texts of the real one: each solution takes its parts from several."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app import Settings, create_app
from app.config import FIXTURES
from app.core.changes import mark_changed
from app.core.db import db, utc_now, writing
from app.core.index import keep_up
from app.core.migrations import migrate
from app.core.records import Standing
from app.core.slugs import slug_of
from app.site.demo import load_demo
from app.solutions.models import Solution, SolutionClaim, SolutionOrganisation

SEED = 20261128
AT_ONCE = 2_000
# Parts that one real record gives together, so that no invented fact arises between them.
PARTS = (
    ("title", "standfirst"),
    ("challenge",),
    ("approach", "building_blocks"),
    ("countries_of_origin", "countries_implemented"),
    ("sectors", "nature"),
    ("maturity", "evidence", "year_from", "year_to"),
    ("modalities", "delivery_languages"),
)
NEVER = {"id", "import_key"}


def settings_in(folder: Path) -> Settings:
    """A production site of its own, with its database and its index in `folder`."""
    return Settings(
        mode="production",
        database_url=f"sqlite:///{folder / 'crux.sqlite'}",
        secret_key="for-benches-only-" + "0123456789abcdef" * 3,
        base_url="http://localhost",
        mail_from="Crux <crux@example.org>",
        var=folder,
        encoders="none",
    )


def make_world(folder: Path, solutions: int, **facts: Any) -> list[str]:
    """Fill `folder` with a site of about `solutions` solutions, its index written to disk; their addresses.

    `facts`: what is so of each solution that is made here.
    """
    settings = settings_in(folder)
    migrate(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        with writing() as session:
            load_demo(session, demo_mode=True, now=utc_now(), folder=FIXTURES)
        _multiply(solutions, facts)
        keep_up()
        real = col(Solution.standing).in_({Standing.DOCUMENTED, Standing.CONFIRMED})
        shown = select(col(Solution.id), col(Solution.title)).where(real)
        addresses = [f"/en/solutions/{number}-{slug_of(title)}" for number, title in db.session.execute(shown)]
        db.engine.dispose()
    return addresses


def publishing(folder: Path) -> Callable[[], None]:
    """What changes one record of that site, so that no page that a process kept is the newest any more."""
    app = create_app(settings_in(folder))

    def publish() -> None:
        with app.app_context(), writing() as session:
            mark_changed(session, "solution", session.scalars(select(Solution).limit(1)).one().key)

    return publish


def _multiply(wanted: int, facts: dict[str, Any]) -> None:
    with writing() as session:
        rows = [_values(row) for row in session.scalars(select(Solution).where(col(Solution.standing) == "documented"))]
        claims = _by_solution(session, SolutionClaim)
        parts = _by_solution(session, SolutionOrganisation)
        first = 1 + (session.scalar(select(func.max(col(Solution.id)))) or 0)
        chance = random.Random(SEED)
        for start in range(first, first + wanted - len(rows), AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, first + wanted - len(rows)))
            _add(session, chance, rows, claims, parts, numbers, facts)
        mark_changed(session, "solution", first)


def _add(
    session: Session,
    chance: random.Random,
    rows: Sequence[dict[str, Any]],
    claims: dict[int, list[Any]],
    parts: dict[int, list[Any]],
    numbers: range,
    facts: dict[str, Any],
) -> None:
    session.execute(insert(Solution), [_mixed(chance, rows, number) | facts for number in numbers])
    for model, found in ((SolutionClaim, claims), (SolutionOrganisation, parts)):
        made = [
            {**values, "solution_id": number}
            for number in numbers
            for values in found.get(chance.choice(rows)["id"], [])
        ]
        if made:
            session.execute(insert(model), made)


def _mixed(chance: random.Random, rows: Sequence[dict[str, Any]], number: int) -> dict[str, Any]:
    made = {name: value for name, value in chance.choice(rows).items() if name not in NEVER}
    for names in PARTS:
        other = chance.choice(rows)
        made |= {name: other[name] for name in names}
    return {**made, "id": number, "import_key": None}


def _values(row: Solution) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in Solution.__table__.columns}  # type: ignore[attr-defined]


def _by_solution(session: Session, model: Any) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(session, model):
        found.setdefault(row["solution_id"], []).append(row)
    return found


def _rows(session: Session, model: Any) -> Iterator[dict[str, Any]]:
    for row in session.scalars(select(model)):
        yield {column.name: getattr(row, column.name) for column in model.__table__.columns}
