"""A mail signed in the name of the site's domain (DKIM, RFC 6376), the same bytes each time it is handed over.

The time of the signature is that of the mail itself, and RSA as it is used here draws nothing by chance: so the
second copy of a mail of which nobody knows whether it arrived is equal to the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from dkim import DKIM

from app.config import Dkim

COVERED = (
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language",
    "Auto-Submitted", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
)  # fmt: skip


def signed(content: bytes, keys: Dkim) -> bytes:
    """`content` with its signature in front. `From` counts twice, so that nobody can put in a second one."""
    signer = _AtItsDate(content)
    present = {name.lower() for name, _value in signer.headers}
    covered = ["From", *(name for name in COVERED if name.lower().encode() in present)]
    header: bytes = signer.sign(
        keys.selector.encode(), keys.domain.encode(), keys.key, canonicalize=(b"relaxed", b"relaxed"),
        include_headers=covered,
    )  # fmt: skip
    return header + content


class _AtItsDate(DKIM):  # type: ignore[misc] # the library has no types
    """Signs as of the date that the mail bears."""

    def gen_header(self, fields: Sequence[tuple[bytes, bytes]], *rest: Any, **more: Any) -> Any:
        date = next(value for name, value in self.headers if name.lower() == b"date")
        at = b"%d" % int(parsedate_to_datetime(date.decode("ascii").strip()).timestamp())
        return super().gen_header([(name, at if name == b"t" else value) for name, value in fields], *rest, **more)
