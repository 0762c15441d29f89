"""What operators may set, and what the program says when it cannot be used."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.config import SettingsError, read_settings

GOOD = {
    "CRUX_SECRET_KEY": "k3y-" + "0123456789abcdefghij" * 2,
    "CRUX_BASE_URL": "https://crux.example.org",
    "CRUX_MAIL_FROM": "Crux <crux@example.org>",
}
PROVIDER = {
    "CRUX_OIDC_ISSUER": "https://login.example.org/realm",
    "CRUX_OIDC_CLIENT_ID": "crux",
    "CRUX_OIDC_CLIENT_SECRET": "hush",
}


def test_production_is_the_default_and_starts_with_what_it_needs(tmp_path: Path) -> None:
    settings = read_settings(GOOD, var=tmp_path)
    assert (settings.mode, settings.port, settings.workers) == ("production", 8000, 2)
    assert settings.database_url == f"sqlite:///{tmp_path / 'crux.sqlite'}"


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_production_refuses_to_start_without(missing: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=missing):
        read_settings({name: value for name, value in GOOD.items() if name != missing}, var=tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CRUX_MODE", "debug"),
        ("CRUX_SECRET_KEY", "short"),
        ("CRUX_SECRET_KEY", "a" * 64),
        ("CRUX_SECOND_FACTOR_KEY", "short"),
        ("CRUX_BASE_URL", "http://crux.example.org"),
        ("CRUX_BASE_URL", "crux.example.org"),
        ("CRUX_DATABASE_URL", "mysql://somewhere/crux"),
        ("CRUX_DATABASE_URL", "postgresql://u:p@h:abc/x"),
        ("CRUX_SMTP_URL", "mail.example.org"),
        ("CRUX_SMTP_URL", "smtp://mail.example.org:many"),
        ("CRUX_MAIL_FROM", "Crux"),
        ("PORT", "99999"),
        ("PORT", "٨٠٠٠"),
        ("WORKERS", "0"),
        ("CRUX_PROXY_HOPS", "-1"),
        ("CRUX_OLD_SECRET_KEYS", "short"),
        ("CRUX_OIDC_CLIENT_ID", "alone"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({**GOOD, name: value}, var=tmp_path)


def test_the_demonstration_needs_nothing_and_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    first, second = (read_settings({"CRUX_MODE": "demo"}, var=tmp_path) for _ in range(2))
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert first.base_url == "http://localhost:8000"


def test_a_database_url_that_cannot_be_read_tells_no_password(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({**GOOD, "CRUX_DATABASE_URL": "postgresql://me:hush@host:abc/x"}, var=tmp_path)
    assert "hush" not in str(refused.value)


def test_postgresql_always_uses_the_same_driver(tmp_path: Path) -> None:
    for given in ("postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"):
        settings = read_settings({**GOOD, "CRUX_DATABASE_URL": given}, var=tmp_path)
        assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_settings_never_print_a_secret(tmp_path: Path) -> None:
    settings = read_settings({**GOOD, "CRUX_SMTP_URL": "smtps://me:hush@mail.example.org:465"}, var=tmp_path)
    assert "hush" not in repr(settings)
    assert GOOD["CRUX_SECRET_KEY"] not in repr(settings)


@pytest.mark.parametrize("issuer", ["http://login.example.org", "login.example.org", "https://"])
def test_a_provider_is_spoken_to_over_tls(tmp_path: Path, issuer: str) -> None:
    with pytest.raises(SettingsError, match="CRUX_OIDC_ISSUER"):
        read_settings({**GOOD, **PROVIDER, "CRUX_OIDC_ISSUER": issuer}, var=tmp_path)


def test_a_provider_is_named_or_called_by_its_host_and_its_secret_is_not_told(tmp_path: Path) -> None:
    settings = read_settings({**GOOD, **PROVIDER}, var=tmp_path)
    assert settings.oidc is not None
    assert settings.oidc.name == "login.example.org"
    assert "hush" not in f"{settings!r} {settings.oidc!r}"
    assert read_settings(GOOD, var=tmp_path).oidc is None
