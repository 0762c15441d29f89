"""What others wrote is kept as they published it, and used as its version asks."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.templates.rendering import ROOT, STATIC, draw

FOLDERS = [STATIC / "vendor", ROOT / "tests" / "vendor"]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_each_vendored_file_is_listed_with_its_version_licence_and_hash(folder: Path) -> None:
    listed = json.loads((folder / "vendor.json").read_text(encoding="utf-8"))
    present = {path.name for path in folder.iterdir() if path.is_file()} - {"vendor.json"}
    assert {entry["file"] for entry in listed} == present
    for entry in listed:
        assert set(entry) == {"file", "name", "version", "licence", "sha256"}
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def check_for_htmx_4(*paths: Path) -> subprocess.CompletedProcess[str]:
    program = ROOT / "tests" / "vendor" / "htmx-upgrade-check.py"
    command = [sys.executable, str(program), "--no-color", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_templates_speak_htmx_4() -> None:
    folders = [path for path in (ROOT / "app").rglob("templates") if path.is_dir()]
    done = check_for_htmx_4(*folders, STATIC / "js")
    assert done.returncode == 0, done.stdout
    assert "Scanning" in done.stderr


def test_the_check_would_find_words_of_htmx_2(tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text('<p hx-get="/x" hx-disabled-elt="this" hx-ext="sse">x</p>', encoding="utf-8")
    assert check_for_htmx_4(tmp_path).returncode == 1


def test_htmx_is_told_to_add_no_style_and_to_stay_on_our_own_site() -> None:
    page = draw('{% extends "base.html" %}')
    content = page.split('name="htmx-config" content=\'')[1].split("'")[0]
    assert json.loads(content)["includeIndicatorCSS"] is False
    assert json.loads(content)["mode"] == "same-origin"
