"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300
SOURCES = ("*.py", "*.html", "*.css", "*.js", "*.txt")
NOT_OURS = ("static/vendor/", "tests/vendor/", "app/migrations/versions/")
# terms.md: never in our own interface, mails and docs. Names given by others (IATI, UNCTAD) are excepted there.
UNWANTED = re.compile(
    r"\b(donors?|aid|recipients?|donees?|unmet needs?|third world|proven|fairness|reject(ed|s|ion)?)\b", re.IGNORECASE
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listed.stdout.splitlines() if not name.startswith(NOT_OURS)]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_is_longer_than_300_lines_without_a_reason_written_in_it() -> None:
    long = {}
    for path in tracked(*SOURCES):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > LONGEST and not any("Long because" in line for line in lines[:20]):
            long[str(path.relative_to(ROOT))] = len(lines)
    assert long == {}


def test_only_the_settings_module_reads_the_environment() -> None:
    reading = [
        path.relative_to(ROOT) for path in tracked("app/*.py") if re.search(r"os\.environ|getenv", path.read_text())
    ]
    assert [str(path) for path in reading] == ["app/config.py"]


def test_every_number_in_an_address_has_a_largest() -> None:
    boundless = re.compile(r"<int(?!\(max=)")  # a larger number than a column holds is an error of the database
    assert [path.name for path in tracked("app/*.py") if boundless.search(path.read_text(encoding="utf-8"))] == []


def test_lock_files_name_versions_and_hashes_and_no_address() -> None:
    for path in tracked("requirements*.lock"):
        text = path.read_text()
        assert not re.search(r"https?://", text)
        assert text.count("--hash=sha256:") > text.count("==")


def test_nothing_is_named_after_no_idea() -> None:
    nameless = {"utils", "helpers", "common", "manager", "handler", "data", "info", "misc"}
    assert [path for path in tracked("app/*.py", "matching/*.py") if path.stem in nameless] == []


def test_the_top_level_holds_what_the_plan_says_and_nothing_else() -> None:
    expected = {
        "app", "matching", "tests", "static", "fixtures", "docs", "pyproject.toml", "README.md", "CHANGELOG.md",
        "CONTRIBUTING.md", "LICENSE", "Makefile", "requirements.lock", "requirements-run.lock",
        "requirements-bench.lock",
    }  # fmt: skip
    found = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in found if not name.startswith(".")} <= expected


@pytest.mark.parametrize(
    "pattern", ["app/*.html", "app/*.txt", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/*.md"]
)
def test_our_own_words_are_horizontal(pattern: str) -> None:
    found = {}
    for path in tracked(pattern):
        words = [m.group(0) for m in UNWANTED.finditer(path.read_text(encoding="utf-8"))]
        if words:
            found[str(path.relative_to(ROOT))] = words
    assert found == {}
