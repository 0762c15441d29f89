"""Signing in through a provider that the site's operator names (OpenID Connect).

The provider says who somebody is and no more: the account must be here already, with that address, and its roles
and second factor stay what they are. authlib speaks the protocol (state, nonce, PKCE, keys, claims).
"""

from __future__ import annotations

from typing import Any

import structlog
from authlib.integrations.flask_client import OAuth  # type: ignore[import-untyped]
from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Person
from app.config import OpenId

CLIENT = "crux_oidc"
SECONDS = 10  # for each answer of the provider
log = structlog.get_logger()


def init_app(app: Flask, provider: OpenId) -> None:
    known = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    asked = {"scope": "openid email", "code_challenge_method": "S256", "timeout": SECONDS}
    app.extensions[CLIENT] = OAuth(app).register(
        "provider",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=known,
        client_kwargs=asked,
    )


def to_provider(back: str) -> ResponseReturnValue | None:
    """The way there; None while it does not answer."""
    try:
        return current_app.extensions[CLIENT].authorize_redirect(back)  # type: ignore[no-any-return]
    except Exception as error:
        _note(error)
        return None


def address_confirmed() -> str:
    """The address that the provider has confirmed of whoever comes back with this request; "" for anything else."""
    try:
        claims: dict[str, Any] = current_app.extensions[CLIENT].authorize_access_token()["userinfo"]
    except Exception as error:
        _note(error)
        return ""
    issuer, right = str(claims.get("iss")), current_app.config["OIDC"].issuer
    if issuer.rstrip("/") != right.rstrip("/") or claims.get("email_verified") is not True:
        return ""
    return str(claims.get("email") or "")


def account_of(session: Session, email: str) -> Person | None:
    """Whose confirmed address it is; nobody is ever brought in by a provider."""
    wanted = select(Person).where(
        func.lower(col(Person.email)) == email.lower(),
        col(Person.active).is_(True),
        col(Person.confirmed_at).is_not(None),
        col(Person.demo).is_(False),
    )
    return session.scalars(wanted).first() if email else None


def _note(error: Exception) -> None:
    log.warning("provider not understood", reason=type(error).__name__)
