"""With a key, every mail is signed in the name of the domain, verifiably, and a second copy with the same bytes."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import dkim
import pytest
import time_machine
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from flask import Flask

from app.config import Dkim, SettingsError, read_settings
from app.core.db import writing
from app.core.mail import Mail, MailState, post
from tests.core.mail_ground import NOW, Letterbox, a_message, mail_app, mail_server, sender_of, standing
from tests.core.test_settings import GOOD

PLAIN = serialization.NoEncryption()
BULK = {
    "List-Id": "<digest.en.example.org>",
    "List-Unsubscribe": "<http://localhost/en/digest/stop/abc>, <mailto:crux@example.org?subject=unsubscribe%20abc>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
NAMES = {"CRUX_DKIM_SELECTOR": "crux1", "CRUX_DKIM_DOMAIN": "example.org"}


@pytest.fixture(scope="module")
def key() -> RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def keys(key: RSAPrivateKey, tmp_path: Path) -> Dkim:
    """As the settings read them, from the file that `openssl genrsa` writes."""
    file = tmp_path / "dkim.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, PLAIN))
    found = read_settings({**GOOD, **NAMES, "CRUX_DKIM_KEY_FILE": str(file)}, var=tmp_path).dkim
    assert found is not None
    return found


@pytest.fixture
def letterbox() -> Letterbox:
    return Letterbox()


@pytest.fixture
def mailing(database_url: str, letterbox: Letterbox, keys: Dkim) -> Iterator[Flask]:
    with mail_server(letterbox) as url:
        app = mail_app(database_url, smtp_url=url)
        app.config["DKIM"] = keys
        with standing(app):
            yield app


def resolver(key: RSAPrivateKey) -> Callable[..., bytes]:
    """The DNS as the operator has filled it."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = base64.b64encode(key.public_key().public_bytes(serialization.Encoding.DER, form))
    records = {b"crux1._domainkey.example.org.": b"v=DKIM1; k=rsa; p=" + public}
    return lambda name, **_patience: records.get(name, b"")


def send_one(app: Flask) -> None:
    with writing() as session:
        message = replace(
            a_message(text="Good day. أهلا\n.\n..dots\n"), subject="Two new matches for you: 水", headers=BULK
        )
        post(session, message, now=NOW).state = MailState.RENDERED
    with sender_of(app) as sender:
        sender.run()


def test_the_signature_holds_after_transport_and_covers_both_list_headers(
    mailing: Flask, letterbox: Letterbox, key: RSAPrivateKey
) -> None:
    send_one(mailing)
    [(_, content)] = letterbox.taken
    assert dkim.verify(content, dnsfunc=resolver(key))
    header = content[: content.index(b"\r\nFrom:")].replace(b"\r\n", b"").lower()
    for name in ("from : from", "list-unsubscribe", "list-unsubscribe-post", "list-id", "message-id", "content-type"):
        assert name.encode() in header
    for spoilt in (
        content.replace(b"stop/abc", b"stop/abd", 1),
        content.replace(b"One-Click", b"One-Crick", 1),
        b"From: Somebody <else@example.org>\r\n" + content,
        content.replace(b"Date: Mon, 23", b"Date: Tue, 24", 1),
    ):
        assert spoilt != content
        assert not dkim.verify(spoilt, dnsfunc=resolver(key))


def test_a_second_copy_at_another_time_has_the_same_bytes(mailing: Flask, letterbox: Letterbox) -> None:
    send_one(mailing)
    with writing() as session:
        session.get_one(Mail, 1).state = MailState.RENDERED
    with time_machine.travel("2027-01-01", tick=False), sender_of(mailing) as sender:
        sender.run()
    assert len(letterbox.taken) == 2
    assert letterbox.taken[0] == letterbox.taken[1]


def test_without_a_key_nothing_is_signed(mailing: Flask, letterbox: Letterbox) -> None:
    mailing.config["DKIM"] = None
    send_one(mailing)
    assert b"DKIM-Signature" not in letterbox.taken[0][1]


# What stops the program ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"CRUX_DKIM_SELECTOR": ""}, "or none of them"),
        ({"CRUX_DKIM_SELECTOR": "a b"}, "CRUX_DKIM_SELECTOR"),
        ({"CRUX_DKIM_DOMAIN": "example.net"}, "CRUX_DKIM_DOMAIN must be example.org"),
        ({"CRUX_DKIM_DOMAIN": "ample.org"}, "CRUX_DKIM_DOMAIN must be example.org"),
        ({"CRUX_DKIM_KEY_FILE": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_settings_that_cannot_sign_stop_the_program(
    changes: dict[str, str], told: str, keys: Dkim, tmp_path: Path
) -> None:
    good = {**GOOD, **NAMES, "CRUX_DKIM_KEY_FILE": str(tmp_path / "dkim.pem")}
    assert keys.key.decode() not in repr(read_settings(good, var=tmp_path).dkim)
    with pytest.raises(SettingsError, match=told):
        read_settings({**good, **changes}, var=tmp_path)


def broken_keys() -> dict[str, bytes]:
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
    return {
        "nothing": b"",
        "torn": small.private_bytes(pem, pkcs8, PLAIN)[:200],
        "small": small.private_bytes(pem, pkcs8, PLAIN),
        "locked": small.private_bytes(pem, pkcs8, serialization.BestAvailableEncryption(b"x")),
        "other": ec.generate_private_key(ec.SECP256R1()).private_bytes(pem, pkcs8, PLAIN),
        "binary": b"\xff\x00" * 90,
    }


@pytest.mark.parametrize("which", ["nothing", "torn", "small", "locked", "other", "binary"])
def test_a_broken_key_stops_the_program(which: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.pem"
    file.write_bytes(broken_keys()[which])
    with pytest.raises(SettingsError, match="CRUX_DKIM_KEY_FILE"):
        read_settings({**GOOD, **NAMES, "CRUX_DKIM_KEY_FILE": str(file)}, var=tmp_path)
