"""A web server of its own for each thing that is measured, and one patient reader who asks it again and again."""

from __future__ import annotations

import http.client
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from app.config import ROOT

PATIENCE = 120.0
ASKED_AS = {"Accept-Encoding": "br, gzip", "Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each answer, in the order in which they were asked for, and the bytes of the last."""

    each: Sequence[float]
    size: int

    @property
    def per_second(self) -> float:
        return len(self.each) / sum(self.each)

    @property
    def median(self) -> float:
        return statistics.median(self.each)

    @property
    def p95(self) -> float:
        return sorted(self.each)[int(len(self.each) * 0.95)]


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def ask(self, addresses: Sequence[str]) -> Times:
        """Ask for one after the other over one connection; every answer must be 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        times, size = [], 0
        for address in addresses:
            began = time.perf_counter()
            connection.request("GET", address, headers=ASKED_AS)
            answer = connection.getresponse()
            size = len(answer.read())
            times.append(time.perf_counter() - began)
            if answer.status != http.client.OK:
                raise RuntimeError(f"{address} was answered {answer.status}")
        connection.close()
        return Times(times, size)

    def peak_megabytes(self) -> float:
        """The most memory that a process of this server held."""
        return max(peak_megabytes(pid) for pid in _children(self.process.pid))


@contextmanager
def serving(factory: str) -> Iterator[Server]:
    """gunicorn as in production, with one process, on a port of its own. `factory` is what gunicorn is told."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:app.gunicorn_config", "--workers", "1"]
    command += ["--max-requests", "0", "--bind", f"127.0.0.1:{port}", f"tests.benches.serving:{factory}"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The web server did not begin to listen.")


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(each) for each in file.read().split()] or [pid]


def peak_megabytes(pid: int) -> float:
    """The most memory that a process held. What `getrusage` says would also be its parent's before it began."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))
