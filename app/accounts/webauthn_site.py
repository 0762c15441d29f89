"""Passkeys as the browser and the site exchange them (WebAuthn). Who the site is comes from CRUX_BASE_URL alone.

The library behind it is the sign-in library's own. Its pages are not used: they take the site's name from the
request, keep the challenge in a token that can be sent again, and know nothing of our step after the password.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
import webauthn
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app.accounts.models import Passkey, Person

LONGEST = 20_000  # characters of what a browser sends
NO_PIN = UserVerificationRequirement.DISCOURAGED  # the password is the first factor, having the key is the second
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class WebSite:
    """What passkeys are bound to: they work here and nowhere else."""

    base_url: str
    name: str

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    @property
    def origin(self) -> str:
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def asks_for_new(self, person: Person, known: Iterable[Passkey], challenge: bytes) -> str:
        """What the browser is asked, as JSON, to make a passkey on a device that has none here yet."""
        options = webauthn.generate_registration_options(
            rp_id=self.host,
            rp_name=self.name,
            user_id=f"person-{person.id}".encode(),
            user_name=person.email,
            user_display_name=person.name or person.email,
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=NO_PIN
            ),
            exclude_credentials=_described(known),
        )
        return str(options_to_json(options))

    def asks_for_one_of(self, known: Iterable[Passkey], challenge: bytes) -> str:
        options = webauthn.generate_authentication_options(
            rp_id=self.host, challenge=challenge, allow_credentials=_described(known), user_verification=NO_PIN
        )
        return str(options_to_json(options))

    def new_one(self, sent: str, challenge: bytes) -> VerifiedRegistration | None:
        """The new passkey in what the browser sent; None for anything else."""
        if len(sent) > LONGEST:
            return None
        try:
            return webauthn.verify_registration_response(
                credential=sent, expected_challenge=challenge, expected_rp_id=self.host, expected_origin=self.origin
            )
        except Exception as error:
            _note_refusal(error)
            return None

    def shown_one(self, sent: str, key: Passkey, challenge: bytes) -> VerifiedAuthentication | None:
        """What `key` signed of this challenge; None for anything else, and for a copy whose count lags behind."""
        try:
            return webauthn.verify_authentication_response(
                credential=sent,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                credential_public_key=key.public_key,
                credential_current_sign_count=key.sign_count,
            )
        except Exception as error:
            _note_refusal(error)
            return None


def credential_in(sent: str) -> str:
    """Which passkey the browser says it used; "" where it says nothing that can be read."""
    if len(sent) > LONGEST:
        return ""
    try:
        raw_id = webauthn.helpers.parse_authentication_credential_json(sent).raw_id
    except Exception as error:
        _note_refusal(error)
        return ""
    return bytes_to_base64url(raw_id)


def _note_refusal(error: Exception) -> None:
    log.warning("passkey refused", reason=type(error).__name__)


def _described(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in known]
