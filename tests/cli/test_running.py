"""`crux run` serves with one worker beside it, stops both cleanly, and dies as a whole."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.ground import ARGUMENTS, ROOT, environment
from tests.core.mail_ground import free_port, mail_app, mail_of, post_mails, standing

Program = subprocess.Popen[str]


@contextlib.contextmanager
def running(command: str, database: str, tmp_path: Path, **variables: str) -> Iterator[Program]:
    """`crux command` in demo mode; killed at the end if the test did not stop it."""
    log = (tmp_path / f"{command}.log").open("w+")
    demo = {"CRUX_MODE": "demo", "CRUX_DATABASE_URL": database, "WORKERS": "1", **variables}
    program = subprocess.Popen([*ARGUMENTS, command], cwd=ROOT, env=environment(**demo), stderr=log, text=True)
    try:
        yield program
    finally:
        if program.poll() is None:
            program.terminate()
            program.wait(60)
        log.close()


def until(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "It did not happen in time"
        time.sleep(0.1)


def serves(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(json.load(answer) == {"status": "ok"})
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "crux.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_site_and_its_worker_stop_together_and_cleanly(
    database: str, tmp_path: Path, number: signal.Signals
) -> None:
    port = free_port()
    with running("run", database, tmp_path, PORT=str(port)) as program:
        until(lambda: serves(port))
        children = children_of(program.pid)
        assert len(children) == 2
        program.send_signal(number)
        assert program.wait(60) == 0
        assert not [child for child in children if is_alive(child)]
        assert not serves(port)


@pytest.mark.parametrize("which", [0, 1])
def test_when_one_dies_the_other_is_stopped_and_the_exit_code_says_so(
    database: str, tmp_path: Path, which: int
) -> None:
    port = free_port()
    with running("run", database, tmp_path, PORT=str(port)) as program:
        until(lambda: serves(port))
        children = children_of(program.pid)
        os.kill(children[which], signal.SIGKILL)
        assert program.wait(60) == 1
        assert not [child for child in children if is_alive(child)]


@pytest.mark.both_engines
def test_the_worker_sends_what_waits_and_stops_cleanly(database_url: str, tmp_path: Path) -> None:
    app = mail_app(database_url, smtp_url=None)
    with standing(app):
        mails = post_mails(3)
        with running("worker", database_url, tmp_path) as program:
            until(lambda: all(mail_of(mail).state == "sent" for mail in mails), seconds=90)
            program.terminate()
            assert program.wait(60) == 0
