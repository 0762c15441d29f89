"""A conversation with a mail server, step by step, so that the sender can mark each step before the next."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

PATIENCE = 50.0  # seconds for one answer: a server that hangs delays the others by less than a minute
GO_AHEAD = 354


class Unreachable(Exception):
    """No conversation can begin: no server, no safe line, no welcome. The run stops; the mails stay."""


class Broken(Exception):
    """The line broke or the answer made no sense: nobody knows what the server did with the last step."""


@dataclass
class Refused(Exception):
    """The server's answer to `step` (mail, rcpt, data, body) was no: 4xx for now, 5xx for good."""

    step: str
    code: int
    text: str


class SmtpCarrier:
    """Hands mails to the server at `url`: smtp://host:port (STARTTLS when it asks for a password) or smtps://…"""

    def __init__(self, url: str, sender: str, *, patience: float = PATIENCE, tls: ssl.SSLContext | None = None) -> None:
        self._server = urlsplit(url)
        self._sender = parseaddr(sender)[1]
        self._patience = patience
        self._tls = tls or ssl.create_default_context()
        self._smtp: smtplib.SMTP | None = None

    def open(self) -> None:
        """Be connected; `Unreachable` with the reason otherwise."""
        if self._smtp is not None:
            return
        try:
            self._smtp = self._connected()
        except ssl.SSLError as error:
            raise Unreachable(f"The mail server's secure line failed: {error.reason or error}.") from error
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable(f"The mail server refused the sign-in (code {error.smtp_code}).") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"The mail server does not answer: {error}.") from error

    def offer(self, to_address: str) -> None:
        """Everything up to the server's go-ahead; nothing of the mail itself has left yet."""
        smtp = self._open()
        with _broken_lines():
            _expect(smtp.mail(self._sender), "mail", 250)
            _expect(smtp.rcpt(to_address), "rcpt", 250, 251)
            _expect(smtp.docmd("DATA"), "data", GO_AHEAD)

    def hand(self, content: bytes) -> str:
        """Send the mail and its final dot; the server's words when it took it."""
        smtp = self._open()
        with _broken_lines():
            smtp.send(dotted(content))
            return _expect(smtp.getreply(), "body", 250)

    def reset(self) -> None:
        """After a refusal: begin afresh on the same line, or on a new one."""
        try:
            with _broken_lines():
                _expect(self._open().rset(), "reset", 250)
        except (Broken, Refused):
            self.drop()

    def drop(self) -> None:
        """Hang up without a word: a server that was promised a mail and got no final dot forgets it."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def close(self) -> None:
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self.drop()

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise Broken("The line is closed.")
        return self._smtp

    def _connected(self) -> smtplib.SMTP:
        host, port = str(self._server.hostname), int(self._server.port or 0)
        name = self._sender.rpartition("@")[2] or "localhost"
        if self._server.scheme == "smtps":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=self._patience, context=self._tls)
        else:
            smtp = smtplib.SMTP(host, port, name, timeout=self._patience)
        try:
            self._introduce(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if not self._server.username:
            return
        if self._server.scheme == "smtp":
            smtp.starttls(context=self._tls)  # a password never travels in the clear
            smtp.ehlo()
        smtp.login(unquote(self._server.username), unquote(self._server.password or ""))


def dotted(content: bytes) -> bytes:
    """`content` as it goes over the line: CRLF ends, leading dots doubled, the final dot (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    doubled = re.sub(rb"(?m)^\.", b"..", lines)
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"


@contextlib.contextmanager
def _broken_lines() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise Broken(f"{error.smtp_code} {error.smtp_error!r}") from error
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise Broken(f"{type(error).__name__}: {error}") from error


def _expect(answer: tuple[int, bytes], step: str, *codes: int) -> str:
    code, text = answer[0], answer[1].decode("utf-8", "replace")
    if code in codes:
        return f"{code} {text}"
    if 400 <= code <= 599:
        raise Refused(step, code, text)
    raise Broken(f"an answer that makes no sense after {step}: {code} {text}")
