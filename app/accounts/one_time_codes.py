"""One-time codes: the secret behind them, encrypted at rest, its QR drawing, and the codes that replace a phone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_security.totp import Totp
from passlib.totp import TOTP, AppWallet  # type: ignore[import-untyped]

RECOVERY_CODES = 10
CLOCKS_MAY_DIFFER = 30  # seconds, either way
# The wallet's key is random and long: stretching it as one stretches a password would only cost time.
ENCRYPT_COST = 8


class OneTimeCodes(Totp):
    """The library's codes with our wallet; each row remembers the newest code, so that none is taken twice."""

    def __init__(self, key: str, issuer: str, former: Sequence[str] = ()) -> None:
        keys = [key, *former]
        wallet = AppWallet({_tag(each): each for each in keys}, default_tag=_tag(key), encrypt_cost=ENCRYPT_COST)
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)
        self._keys = [each.encode() for each in keys]

    def get_last_counter(self, user: Any) -> int | None:
        return user.last_counter  # type: ignore[no-any-return]

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        user.last_counter = tmatch.counter

    def is_right(self, typed: str, row: Any) -> bool:
        """Whether `typed` is a code of `row` for about now that was not taken before."""
        digits = as_digits(typed)
        right = len(digits) == 6 and bool(self.verify_totp(digits, row.secret, row, window=CLOCKS_MAY_DIFFER))
        if right:
            row.secret = self._with_present_key(row.secret)
        return right

    def _with_present_key(self, secret: str) -> str:
        """The same secret; one that a former key encrypted is encrypted anew."""
        known = self._totp.from_source(secret)
        return str(known.to_json(encrypt=True)) if known.changed else secret

    def digest(self, person_id: int, recovery_code: str) -> str:
        """What is stored of a recovery code: of no use without the key, nor for another person."""
        return self.digests(person_id, recovery_code)[0]

    def digests(self, person_id: int, recovery_code: str) -> list[str]:
        """The same with each of the keys: the present one first, then the former ones."""
        plain = f"{person_id}:{as_recovery_code(recovery_code)}".encode()
        return [hmac.new(key, plain, hashlib.sha256).hexdigest() for key in self._keys]

    def qr_code(self, address: str, secret: str) -> str:
        """The drawing that the app reads, as a data: address."""
        import segno

        # On white with a margin, also in the dark: a camera needs both.
        drawn = segno.make(self.get_totp_uri(address, secret), error="m")
        return str(drawn.svg_data_uri(scale=4, border=4, light="#fff", dark="#000"))

    def key_in_groups(self, secret: str) -> str:
        return str(self.get_totp_pretty_key(secret)).replace("-", " ")


def _tag(key: str) -> str:
    """By which a stored secret says which key it needs; it tells nothing of the key."""
    return hashlib.sha256(b"tag" + key.encode()).hexdigest()[:12]


def new_recovery_codes() -> list[str]:
    """Ten, each of 48 random bits in three groups."""
    plain = [secrets.token_hex(6) for _ in range(RECOVERY_CODES)]
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in plain]


def as_digits(typed: str) -> str:
    """The digits in `typed`, in whatever script, without the spaces between them; "" if there is more to it."""
    found = "".join(typed.split())
    if len(found) > 20 or not all(mark.isdecimal() for mark in found):
        return ""
    return "".join(str(unicodedata.decimal(mark)) for mark in found)


def as_recovery_code(typed: str) -> str:
    return "".join(mark for mark in typed.casefold()[:60] if mark.isalnum())
