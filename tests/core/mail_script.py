"""A mail server on loopback that misbehaves once: an answer as told, or "drop", "half", "garbage", "stall"."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

GOOD = {
    "greet": "220 here",
    "ehlo": "250 here",
    "mail": "250 ok",
    "rcpt": "250 ok",
    "data": "354 go on",
    "body": "250 ok",
}
STALL = 1.2  # seconds; longer than the patience of the tests


@dataclass
class Script:
    step: str
    does: str
    done: bool = False
    taken: list[str] = field(default_factory=list)  # addresses whose mail was answered with 250


@contextlib.contextmanager
def scripted_server(script: Script) -> Iterator[str]:
    """Yields its address as CRUX_SMTP_URL."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, script), daemon=True).start()
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"


def _serve(listening: socket.socket, script: Script) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_converse, args=(line, script), daemon=True).start()


def _converse(line: socket.socket, script: Script) -> None:
    with contextlib.suppress(OSError, _HungUp), line, line.makefile("rb") as said:
        _answer(line, script, "greet")
        address = ""
        for command in said:
            verb = command[:4].strip().lower().decode("ascii", "replace")
            if verb == "rcpt":
                address = command.decode().partition("<")[2].partition(">")[0]
            if verb == "quit":
                return
            said_back = _answer(line, script, "ehlo" if verb == "helo" else verb)
            if verb == "data" and said_back.startswith("354"):
                _read_body(said, script)
                _answer(line, script, "body", address)


class _HungUp(Exception):
    pass


def _read_body(said: object, script: Script) -> None:
    for part in said:  # type: ignore[attr-defined]
        if script.step == "body" and script.does == "half" and not script.done:
            script.done = True
            raise _HungUp
        if part == b".\r\n":
            return


def _answer(line: socket.socket, script: Script, step: str, address: str = "") -> str:
    does = GOOD.get(step, "250 ok")
    if step == script.step and not script.done:
        script.done, does = True, script.does
    if does == "drop":
        line.shutdown(socket.SHUT_RDWR)
        raise _HungUp
    if does == "stall":
        threading.Event().wait(STALL)
        raise _HungUp
    if address and does.startswith("250"):
        script.taken.append(address)
    line.sendall(b"\xff\x00 what\r\n" if does == "garbage" else does.encode() + b"\r\n")
    return does
