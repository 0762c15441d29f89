"""Named points between two states of a run at which a process can be made to die: CRUX_FAIL_AT, in demo mode only.

What a crash leaves there is what the next run must cope with; tests let it happen at each.
"""

from __future__ import annotations

import os
import signal

EDGES = (
    "planned", "ranked", "rendered", "empty", "closed",
    "sending", "offered", "handing", "accepted", "sent", "retry_at", "failed", "held", "uncertain", "cancelled",
)  # fmt: skip
_armed: set[str] = set()


def arm(edge: str) -> None:
    """From now on this process dies at `edge`."""
    if edge not in EDGES:
        raise ValueError(f"No fail point is named {edge!r}; there are: {', '.join(EDGES)}")
    _armed.add(edge)


def reached(edge: str) -> None:
    if edge in _armed:
        os.kill(os.getpid(), signal.SIGKILL)
