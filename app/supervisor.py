"""`crux run`: the web server and one worker as children of one small process.

They start as fresh programs (nothing is opened before a fork), are asked to stop together, and are ended
after a while if they don't. If one dies by itself the other is stopped too, and the exit code says so:
whatever runs Crux (systemd, a container) should start it again as a whole.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence

from app.config import ROOT, Settings

# The web server finishes requests for 30 seconds, the worker its current mail; then patience ends.
PATIENCE = 45.0
LOOK_EVERY = 0.2
STOPPED, DIED = 0, 1
CLEAN_ENDS = {0, -signal.SIGTERM}  # the second: asked to stop before it had begun to listen
STOPPING_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def commands(settings: Settings) -> dict[str, list[str]]:
    """What is run, by name."""
    python = sys.executable
    web = [python, "-m", "gunicorn", "--config", "python:app.gunicorn_config"]
    web += ["--bind", f"0.0.0.0:{settings.port}", "--workers", str(settings.workers), "app:create_app()"]
    return {"web": web, "worker": [python, "-m", "app", "worker"]}


def supervise(settings: Settings) -> int:
    """Run until told to stop (0) or until a child dies by itself (1)."""
    told: list[int] = []
    for number in STOPPING_SIGNALS:
        signal.signal(number, lambda received, _frame: told.append(received))
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands(settings).items():
            # A session of its own: Ctrl-C in a terminal reaches this process alone, which passes it on once.
            children[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own programs
        _say(f"serving at {settings.base_url}; stop with Ctrl-C")
        while not told and all(child.poll() is None for child in children.values()):
            time.sleep(LOOK_EVERY)
        died = [name for name, child in children.items() if child.poll() is not None]
    finally:
        _stop(list(children.values()))
    if told:
        _say("stopped")
        return STOPPED if all(child.returncode in CLEAN_ENDS for child in children.values()) else DIED
    _say(f"{' and '.join(died)} ended unexpectedly; everything is stopped")
    return DIED


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _say(words: str) -> None:
    sys.stderr.write(f"crux: {words}\n")
    sys.stderr.flush()
