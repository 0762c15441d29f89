"""The `crux` command as an operator runs it: a program of its own with CRUX_ variables."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [sys.executable, "-m", "app"]


def environment(**variables: str) -> dict[str, str]:
    """Nothing of this machine's settings, but what programs need to start."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}}
    return {**kept, **variables}


def crux(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ARGUMENTS, *arguments],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
