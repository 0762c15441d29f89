"""What an operator types: help without settings, one sentence for what is missing, mail by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.ground import crux
from tests.core.mail_ground import Letterbox, mail_server

PRODUCTION = {
    "CRUX_MODE": "production",
    "CRUX_SECRET_KEY": "for-tests-only-" + "0123456789abcdef" * 3,
    "CRUX_BASE_URL": "https://crux.example.org",
    "CRUX_MAIL_FROM": "Crux <crux@example.org>",
}


@pytest.fixture
def database(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "crux.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def test_help_names_every_command(database: str) -> None:
    answer = crux("--help", CRUX_MODE="demo", CRUX_DATABASE_URL=database)
    assert answer.returncode == 0
    for command in ("migrate", "run", "worker", "demo", "digest"):
        assert f"\n  {command}" in answer.stdout


def test_help_helps_before_anything_is_set() -> None:
    answer = crux("--help")
    assert answer.returncode == 0
    assert "\n  migrate" in answer.stdout
    assert answer.stderr.startswith("crux: CRUX_SECRET_KEY is not set.")


@pytest.mark.parametrize("arguments", [("migrate",), ("run",), ("worker",), ("digest", "send")])
@pytest.mark.parametrize(
    ("variables", "word"),
    [({}, "CRUX_SECRET_KEY"), ({"CRUX_MODE": "test"}, "CRUX_MODE"), ({"CRUX_MODE": "demo", "PORT": "x"}, "PORT")],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(
    arguments: tuple[str, ...], variables: dict[str, str], word: str
) -> None:
    answer = crux(*arguments, **variables)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"crux: {word}")
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [("run",), ("worker",), ("digest", "send"), ("no-such-command",)])
@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("CRUX_FAIL_AT", "bogus"),
        ("CRUX_MACHINE_DRAFTS", "bogus"),
        ("CRUX_DATABASE_URL", "postgresql://me:hush@host:abc/x"),
    ],
)
def test_a_setting_that_only_proves_useless_in_its_place_is_one_sentence_too(
    database: str, arguments: tuple[str, ...], word: str, value: str
) -> None:
    answer = crux(*arguments, **{"CRUX_MODE": "demo", "CRUX_DATABASE_URL": database, word: value})
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith(f"crux: {word}")
    assert answer.stderr.count("\n") == 1
    assert "hush" not in answer.stderr


def test_migrating_twice_is_as_good_as_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'crux.sqlite'}"
    first, second = (crux("migrate", CRUX_MODE="demo", CRUX_DATABASE_URL=url) for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert "The database is at revision" in first.stdout


@pytest.mark.parametrize("command", ["run", "worker"])
def test_an_old_database_is_refused_with_the_command_to_run(tmp_path: Path, command: str) -> None:
    answer = crux(command, CRUX_MODE="demo", CRUX_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert answer.returncode == 2
    assert "Run: crux migrate" in answer.stderr


def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    answer = crux("worker", CRUX_MODE="demo", CRUX_DATABASE_URL="postgresql://127.0.0.1:1/none")
    assert answer.returncode == 2
    assert answer.stderr.startswith("crux: The database cannot be used:")
    assert "Traceback" not in answer.stderr


def test_production_without_a_mail_server_refuses_to_send(database: str) -> None:
    answer = crux("digest", "send", CRUX_DATABASE_URL=database, **PRODUCTION)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].startswith("crux: CRUX_SMTP_URL is not set")
    assert "Traceback" not in answer.stderr


def test_the_digest_commands_say_what_they_did(database: str) -> None:
    with mail_server(Letterbox()) as smtp_url:
        demo = {"CRUX_MODE": "demo", "CRUX_DATABASE_URL": database, "CRUX_SMTP_URL": smtp_url}
        assert crux("digest", "status", **demo).stdout == "No digest has been planned yet.\n"
        assert "0 written, 0 with nothing new." in crux("digest", "plan", **demo).stdout
        assert crux("digest", "send", **demo).stdout.endswith("Mails: none was due.\n")
        assert crux("digest", "resume", **demo).stdout.endswith("Mails: none was due.\n")


def test_a_preview_for_nobody_says_so(database: str) -> None:
    answer = crux("digest", "preview", "--to", "no@example.org", CRUX_MODE="demo", CRUX_DATABASE_URL=database)
    assert answer.returncode == 2
    assert "Nobody with the address no@example.org subscribes." in answer.stderr


def test_an_unknown_command_is_named(database: str) -> None:
    answer = crux("dance", CRUX_MODE="demo", CRUX_DATABASE_URL=database)
    assert answer.returncode == 2
    assert "dance" in answer.stderr
