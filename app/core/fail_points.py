"""Named points between two states of a run at which a process can be made to die: CRUX_FAIL_AT, in demo mode only.

What a crash leaves there is what the next run must cope with; tests let it happen at each.
"""

from __future__ import annotations

import os
import signal

from app.config import SettingsError

EDGES = (
    "planned", "ranked", "rendered", "empty", "closed",
    "sending", "offered", "handing", "accepted", "sent", "retry_at", "failed", "held", "uncertain", "cancelled",
)  # fmt: skip
_armed: set[str] = set()


def known(edge: str) -> str:
    if edge and edge not in EDGES:
        raise SettingsError(f"CRUX_FAIL_AT is “{edge}”. Choose from {', '.join(EDGES)}.")
    return edge


def arm(edge: str) -> None:
    """From now on this process dies at `edge`."""
    _armed.add(known(edge))


def reached(edge: str) -> None:
    if edge in _armed:
        os.kill(os.getpid(), signal.SIGKILL)
