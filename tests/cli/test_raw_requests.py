"""F-39: what no browser sends. Contradicting lengths, forged hosts and broken lines, over bare sockets to gunicorn."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_running import running, serves, until
from tests.core.mail_ground import free_port

# A second request hidden in the body of a first: whoever believes the wrong length answers it too.
HIDDEN = "GET /en/hidden-by-a-smuggler HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = f"0\r\n\r\n{HIDDEN}"
SMUGGLED = {
    "both lengths": f"Content-Length: {len(CHUNKED)}\r\nTransfer-Encoding: chunked\r\n\r\n{CHUNKED}",
    "two lengths": f"Content-Length: 0\r\nContent-Length: {len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "lengths in a list": f"Content-Length: 0, {len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "a length with a sign": f"Content-Length: +{len(HIDDEN)}\r\n\r\n{HIDDEN}",
    "a negative length": f"Content-Length: -1\r\n\r\n{HIDDEN}",
    "a length in other digits": f"Content-Length: 0x{len(HIDDEN):x}\r\n\r\n{HIDDEN}",
    "an unknown coding": f"Transfer-Encoding: xchunked\r\n\r\n{CHUNKED}",
    "a coding after chunks": f"Transfer-Encoding: chunked, identity\r\n\r\n{CHUNKED}",
    "a space before the colon": f"Transfer-Encoding : chunked\r\n\r\n{CHUNKED}",
    "a folded line": f"Transfer-Encoding:\r\n chunked\r\n\r\n{CHUNKED}",
    "a bare line feed": f"X: a\nTransfer-Encoding: chunked\r\n\r\n{CHUNKED}",
    "a wrong chunk size": f"Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n{HIDDEN}",
}
BROKEN = {
    "no version": b"GET /en/\r\n\r\n",
    "a version of its own": b"GET /en/ HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "a null in a header": b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
    "a line of a million": b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a thousand headers": b"GET /en/ HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
    "noise": bytes(range(256)) * 20,
}


@pytest.fixture(scope="module")
def port(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("raw")
    database = folder / "crux.sqlite"
    database.write_bytes(sqlite_template.read_bytes())
    number = free_port()
    with running("run", f"sqlite:///{database}", folder, PORT=str(number)):
        until(lambda: serves(number))
        yield number


def answers(port: int, sent: bytes) -> str:
    """Everything that comes back until the other side closes, or stays silent."""
    found = b""
    with socket.create_connection(("127.0.0.1", port), timeout=3) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            while piece := connection.recv(65536):
                found += piece
        except OSError:
            pass  # closed in our face, which is an answer too
    return found.decode("latin-1")


def statuses(answer: str) -> list[int]:
    return [int(line.split()[1]) for line in answer.splitlines() if line.startswith("HTTP/1.")]


@pytest.mark.parametrize("rest", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_a_request_hidden_in_another_is_never_answered(port: int, rest: str) -> None:
    answer = answers(port, f"POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\n{rest}".encode())
    assert 404 not in statuses(answer), answer[:500]
    assert all(400 <= status < 500 or status == 501 for status in statuses(answer)), answer[:500]


def test_two_honest_requests_in_a_row_are_both_answered_so_that_the_tests_above_can_fail(port: int) -> None:
    both = f"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n{HIDDEN}"
    assert statuses(answers(port, both.encode())) == [200, 404]


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_request_is_refused_and_the_next_visitor_is_served(port: int, sent: bytes) -> None:
    answer = answers(port, sent)
    assert all(400 <= status < 506 and status != 500 for status in statuses(answer)), answer[:500]
    assert serves(port)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@localhost", "localhost.evil.example", "[::1"])
def test_a_forged_host_is_in_no_part_of_an_answer(port: int, host: str) -> None:
    answer = answers(port, f"GET /en/account HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert "evil.example" not in answer
