"""`python -m tests.benches.lighthouse`: what Lighthouse says of four pages on its mobile profile, beside the bar of 98.

Needs npm (it fetches Lighthouse by itself, once) and Chromium. Each page is looked at three times and the middle
score counts, as its makers advise: one run is at the mercy of what else the machine does.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benches.asking import serving
from tests.benches.world import make_world

LIGHTHOUSE = "lighthouse@12.8.2"
BAR = 98
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    """0 if every page reaches the bar in every category, 1 if not, 2 where the tools are missing."""
    npx, chromium = shutil.which("npx"), shutil.which("chromium")
    if not npx or not chromium:
        print("lighthouse: npx (from npm) and chromium are needed; nothing was measured.", file=sys.stderr)
        return 2
    least = float(BAR)
    with tempfile.TemporaryDirectory(prefix="crux-lighthouse-") as folder:
        solution = make_world(Path(folder), 0)[0]
        with serving(f"site('{folder}')") as site:
            for name, path in _pages(solution).items():
                scores = _scores(npx, chromium, f"http://localhost:{site.port}{path}")
                least = min(least, *scores.values())
                print(f"  {name:<9}" + "".join(f" {what} {score:3.0f}" for what, score in scores.items()), flush=True)
    print(f"  asked: {BAR} or more everywhere: {'pass' if least >= BAR else 'FAIL'}")
    return int(least < BAR)


def _pages(solution: str) -> Mapping[str, str]:
    return {"home": "/en/", "list": "/en/solutions", "solution": solution, "form": "/en/requests/new"}


def _scores(npx: str, chromium: str, address: str) -> Mapping[str, float]:
    """The middle of the runs, for each category."""
    runs = [_run(npx, chromium, address) for _ in range(RUNS)]
    return {name: statistics.median(run[name] for run in runs) for name in CATEGORIES}


def _run(npx: str, chromium: str, address: str) -> Mapping[str, float]:
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [npx, "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report.name}"]
        command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
        environment = {"CHROME_PATH": chromium, "PATH": os.defpath, "HOME": tempfile.gettempdir()}
        subprocess.run(command, capture_output=True, check=True, env=environment)
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))["categories"]
    return {name: 100 * found[name]["score"] for name in CATEGORIES}


if __name__ == "__main__":
    sys.exit(main())
