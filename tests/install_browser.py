"""Chromium and the fonts of the scripts we show: installed when missing and root, after saying so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-core", "fonts-noto-cjk"]


def main() -> int:
    if shutil.which("chromium"):
        return 0
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"Chromium is missing, so browser tests will be skipped. To have them, run: sudo {' '.join(command)}")
        return 1 if os.environ.get("CI") else 0
    say(f"Installing for the browser tests, as root: {' '.join(PACKAGES)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet"], env=quiet, stdout=subprocess.DEVNULL, check=True)
    return subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode


def say(words: str) -> None:
    sys.stderr.write(words + "\n")


if __name__ == "__main__":
    raise SystemExit(main())
