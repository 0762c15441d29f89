"""A device that makes and shows passkeys, as a browser would tell of it: for tests without a browser."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, HAS_KEY = 0x01, 0x40


@dataclass
class Device:
    """One passkey; `origin` and `host` are what the browser sees in its address bar."""

    origin: str = "http://localhost"
    host: str = "localhost"
    count: int = 0
    raw_id: bytes = b"a passkey of a test"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def makes(self, asked: str) -> str:
        """What the browser sends after `navigator.credentials.create`."""
        told = {"fmt": "none", "attStmt": {}, "authData": self._state(PRESENT | HAS_KEY) + self._made()}
        return self._sent({
            "clientDataJSON": self._client("webauthn.create", asked),
            "attestationObject": cbor2.dumps(told),
        })  # fmt: skip

    def shows(self, asked: str) -> str:
        """What it sends after `navigator.credentials.get`."""
        self.count += 1
        client, state = self._client("webauthn.get", asked), self._state(PRESENT)
        signature = self.key.sign(state + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._sent({"clientDataJSON": client, "authenticatorData": state, "signature": signature})

    def _client(self, kind: str, asked: str) -> bytes:
        challenge = json.loads(asked)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _state(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _made(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = (part.to_bytes(32, "big") for part in (point.x, point.y))
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        return bytes(16) + len(self.raw_id).to_bytes(2, "big") + self.raw_id + cose

    def _sent(self, response: dict[str, bytes]) -> str:
        name = bytes_to_base64url(self.raw_id)
        parts: dict[str, Any] = {key: bytes_to_base64url(value) for key, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})
