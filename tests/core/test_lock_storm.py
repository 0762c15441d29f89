"""Many processes write to one SQLite file: nobody is told that it is locked, and no update is lost."""

from __future__ import annotations

import multiprocessing
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app import Settings
from app.core import db as database
from app.core.changes import current_number, mark_changed
from app.core.db import writing
from app.core.drafts import Draft, keep_answers, start_draft

WRITERS = 8
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def bare_app(url: str) -> Flask:
    """The database rules alone, which start fast enough for many processes."""
    app = Flask("storm")
    settings = Settings(mode="demo", database_url=url, secret_key="", base_url="", mail_from="")
    database.init_app(app, settings)
    return app


def write_for(url: str, draft_id: str, seconds: float, results: multiprocessing.Queue[tuple[int, list[str]]]) -> None:
    """Add one to a count, read and written in one transaction, again and again."""
    done, troubles = 0, []
    until = time.monotonic() + seconds
    with bare_app(url).app_context():
        while time.monotonic() < until:
            try:
                with writing() as session:
                    draft = session.get_one(Draft, draft_id)
                    count = int(draft.answers["storm"]["count"])
                    keep_answers(
                        session, draft_id, step="storm", answers={"count": count + 1}, seen=draft.seen("storm"), now=NOW
                    )
                    mark_changed(session, "solution", 1)
                done += 1
            except Exception as error:
                troubles.append(f"{type(error).__name__}: {error}"[:200])
    results.put((done, troubles))


def storm(path: Path, template: Path, seconds: float) -> None:
    path.write_bytes(template.read_bytes())
    url = f"sqlite:///{path}"
    with bare_app(url).app_context():
        with writing() as session:
            draft = start_draft(session, kind="storm", person_id=None, now=NOW)
            draft.answers = {"storm": {"count": 0}}
            draft_id = draft.id
        database.db.engine.dispose()
    spawn = multiprocessing.get_context("spawn")
    results = spawn.Queue()
    writers = [spawn.Process(target=write_for, args=(url, draft_id, seconds, results)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    outcomes = [results.get(timeout=seconds + 120) for _ in writers]
    for writer in writers:
        writer.join(30)
    assert [trouble for _, troubles in outcomes for trouble in troubles] == []
    total = sum(done for done, _ in outcomes)
    with bare_app(url).app_context():
        assert database.db.session.get_one(Draft, draft_id).answers["storm"]["count"] == total
        assert current_number(database.db.session) == total
        assert total > WRITERS


def test_eight_processes_write_for_a_few_seconds(tmp_path: Path, sqlite_template: Path) -> None:
    storm(tmp_path / "storm.sqlite", sqlite_template, 3)


@pytest.mark.soak
def test_eight_processes_write_for_a_minute(tmp_path: Path, sqlite_template: Path) -> None:
    storm(tmp_path / "storm.sqlite", sqlite_template, 60)
