"""Settings, read once from the environment: the only module that looks at it.

The names are a promise to operators and scripts (README, "Settings"). Anything missing or weak stops
the program with a sentence that says what to set; no secret has a default value in production.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
FIXTURES = ROOT / "fixtures"
STATIC = ROOT / "static"

SHORTEST_SECRET = 32
SHORTEST_RSA = 2048
DNS_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*", re.ASCII)
Mode = Literal["production", "demo"]


class SettingsError(ValueError):
    """A setting is missing, malformed or too weak; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class OpenId:
    """A provider that says who somebody is (OpenID Connect)."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    def __repr__(self) -> str:
        return f"OpenId(issuer={self.issuer!r})"


@dataclass(frozen=True, slots=True)
class Dkim:
    """In whose name mails are signed, and with which private key (RSA, as PEM)."""

    selector: str
    domain: str
    key: bytes

    def __repr__(self) -> str:
        return f"Dkim(selector={self.selector!r}, domain={self.domain!r})"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program is told from outside."""

    mode: Mode
    database_url: str
    secret_key: str
    base_url: str
    mail_from: str
    smtp_url: str | None = None
    port: int = 8000
    workers: int = 2
    var: Path = VAR
    encoders: str = "use"
    machine_drafts: str = ""
    old_secret_keys: tuple[str, ...] = ()  # links that they signed still work
    proxy_hops: int = 0  # how many proxies of our own write X-Forwarded-For
    second_factor_key: str = ""  # encrypts the secrets of second factors; made of the secret key if not given
    oidc: OpenId | None = None
    dkim: Dkim | None = None
    fail_at: str = ""  # where tests let this process die

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    def __repr__(self) -> str:
        return f"Settings(mode={self.mode!r}, base_url={self.base_url!r})"  # never a secret or a password


def read_settings(environ: Mapping[str, str] | None = None, *, var: Path = VAR) -> Settings:
    """The settings of this process; raises `SettingsError` when one cannot be used."""
    env = {name: value.strip() for name, value in (os.environ if environ is None else environ).items()}
    mode = _mode(env.get("CRUX_MODE") or "production")
    port = _number(env, "PORT", default=8000, at_least=1, at_most=65535)
    return Settings(
        mode=mode,
        database_url=_database_url(env.get("CRUX_DATABASE_URL") or f"sqlite:///{var / 'crux.sqlite'}"),
        secret_key=_secret_key(env.get("CRUX_SECRET_KEY", ""), mode, var),
        base_url=_base_url(env.get("CRUX_BASE_URL", ""), mode, port),
        smtp_url=_smtp_url(env.get("CRUX_SMTP_URL", "")),
        mail_from=_mail_from(env.get("CRUX_MAIL_FROM", ""), mode),
        port=port,
        workers=_number(env, "WORKERS", default=2, at_least=1, at_most=64),
        var=var,
        encoders=_encoders(env.get("CRUX_ENCODERS") or "use"),
        machine_drafts=env.get("CRUX_MACHINE_DRAFTS", ""),
        old_secret_keys=tuple(_old_keys(env.get("CRUX_OLD_SECRET_KEYS", ""))),
        proxy_hops=_number(env, "CRUX_PROXY_HOPS", default=0, at_least=0, at_most=9),
        second_factor_key=_strong("CRUX_SECOND_FACTOR_KEY", env.get("CRUX_SECOND_FACTOR_KEY", "")),
        oidc=_oidc(env),
        dkim=_dkim(env),
        fail_at=env.get("CRUX_FAIL_AT", "") if mode == "demo" else "",
    )


def _mode(text: str) -> Mode:
    if text == "production":
        return "production"
    if text == "demo":
        return "demo"
    raise SettingsError(f"CRUX_MODE is “{text}”. Set it to production or demo.")


def _encoders(text: str) -> str:
    names = [name.strip() for name in text.split(",")]
    unknown = set(names) - {"none", "use", "e5", "minilm"}
    if unknown:
        raise SettingsError(f"CRUX_ENCODERS names “{min(unknown)}”. Choose from none, use, e5, minilm.")
    return ",".join(names)


def _number(env: Mapping[str, str], name: str, *, default: int, at_least: int, at_most: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not at_least <= int(text) <= at_most:
        raise SettingsError(f"{name} is “{text}”. Set it to a whole number from {at_least} to {at_most}.")
    return int(text)


def _database_url(text: str) -> str:
    """`sqlite:///path` or `postgresql://…`; the PostgreSQL driver is always psycopg 3."""
    scheme, found, rest = text.partition("://")
    if found and scheme in {"postgres", "postgresql", "postgresql+psycopg"}:
        return _readable(f"postgresql+psycopg://{rest}")
    if found and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return text
    raise SettingsError("CRUX_DATABASE_URL must start with sqlite:/// (a file) or postgresql://.")


def _readable(url: str) -> str:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(url)
    except (ArgumentError, ValueError):  # what they say holds the password
        raise SettingsError("CRUX_DATABASE_URL must look like postgresql://user:password@host:port/name") from None
    return url


def _secret_key(text: str, mode: Mode, var: Path) -> str:
    if not text and mode == "demo":
        return _generated_secret(var / "secret_key")
    if not text:
        raise SettingsError(
            "CRUX_SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
        )
    return _strong("CRUX_SECRET_KEY", text)


def _strong(name: str, text: str) -> str:
    if text and (len(text) < SHORTEST_SECRET or len(set(text)) < 10):
        raise SettingsError(f"{name} is too weak. Use at least {SHORTEST_SECRET} random characters.")
    return text


def _old_keys(text: str) -> list[str]:
    keys = [key.strip() for key in text.split(",") if key.strip()]
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise SettingsError(f"CRUX_OLD_SECRET_KEYS holds a key of fewer than {SHORTEST_SECRET} characters.")
    return keys


def _oidc(env: Mapping[str, str]) -> OpenId | None:
    """All of it or nothing; the provider's address over TLS, but for one on this machine."""
    issuer, client_id, secret = (env.get(f"CRUX_OIDC_{name}", "") for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"))
    if not any((issuer, client_id, secret)):
        return None
    if not all((issuer, client_id, secret)):
        raise SettingsError("Set CRUX_OIDC_ISSUER, CRUX_OIDC_CLIENT_ID and CRUX_OIDC_CLIENT_SECRET, or none of them.")
    parts = urlsplit(issuer)
    near = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not (near or (parts.scheme == "https" and parts.hostname)):
        raise SettingsError("CRUX_OIDC_ISSUER must be the provider's address, such as https://login.example.org")
    return OpenId(issuer, client_id, secret, env.get("CRUX_OIDC_NAME") or str(parts.hostname))


def _dkim(env: Mapping[str, str]) -> Dkim | None:
    """All of it or nothing; a key that cannot sign, or for another domain than the sender's, stops the program."""
    selector, domain, file = (env.get(f"CRUX_DKIM_{name}", "") for name in ("SELECTOR", "DOMAIN", "KEY_FILE"))
    if not any((selector, domain, file)):
        return None
    if not all((selector, domain, file)):
        raise SettingsError("Set CRUX_DKIM_SELECTOR, CRUX_DKIM_DOMAIN and CRUX_DKIM_KEY_FILE, or none of them.")
    for name, text in (("SELECTOR", selector), ("DOMAIN", domain)):
        if not DNS_NAME.fullmatch(text):
            raise SettingsError(f"CRUX_DKIM_{name} is “{text}”, which is no name of the DNS.")
    sender = parseaddr(env.get("CRUX_MAIL_FROM", ""))[1].rpartition("@")[2].lower()
    if sender and not f".{sender}".endswith(f".{domain.lower()}"):
        raise SettingsError(f"CRUX_DKIM_DOMAIN must be {sender}, the domain of CRUX_MAIL_FROM, or one above it.")
    return Dkim(selector, domain, _rsa_key(Path(file)))


def _rsa_key(file: Path) -> bytes:
    """The key in the one form that the signer reads."""
    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise SettingsError(f"CRUX_DKIM_KEY_FILE cannot be read: {error.strerror}.") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SettingsError("CRUX_DKIM_KEY_FILE holds no private key in PEM form, or one with a password.") from error
    if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_RSA:
        raise SettingsError(f"CRUX_DKIM_KEY_FILE must hold an RSA key of {SHORTEST_RSA} bits or more.")
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _generated_secret(path: Path) -> str:
    """The demo's own key, made once and kept; readable by this user only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")


def _base_url(text: str, mode: Mode, port: int) -> str:
    if not text and mode == "demo":
        return f"http://localhost:{port}"
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError("CRUX_BASE_URL must be the site's address, such as https://crux.example.org")
    if mode == "production" and parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise SettingsError("CRUX_BASE_URL must start with https:// in production: passwords travel over it.")
    return text.rstrip("/")


def _smtp_url(text: str) -> str | None:
    if not text:
        return None
    parts = urlsplit(text)
    try:
        usable = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and (parts.port or 0) > 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("CRUX_SMTP_URL must look like smtp://host:port or smtps://user:password@host:port")
    return text


def _mail_from(text: str, mode: Mode) -> str:
    if text and ("@" not in text or "\n" in text or "\r" in text):
        raise SettingsError("CRUX_MAIL_FROM must be a mail address, such as Crux <crux@example.org>")
    if not text and mode == "production":
        raise SettingsError("CRUX_MAIL_FROM is not set. Give the address that mails come from.")
    return text or "Crux (demo) <crux@example.org>"
