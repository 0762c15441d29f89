"""How long things hold."""

from __future__ import annotations

from datetime import timedelta

LEASE = timedelta(minutes=30)
UNDO_WITHIN = timedelta(minutes=30)
