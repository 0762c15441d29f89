"""The way to the operator's provider and back. Registered only where one is set."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_security import login_user

from app.accounts import oidc
from app.accounts.front_door import onward
from app.accounts.proof import wait_for_factor
from app.accounts.sessions import OWN_DEVICE
from app.core.db import db
from app.core.i18n import current_language
from app.core.mail import absolute_url
from app.core.permissions import actor

bp = Blueprint("oidc", __name__)
ON_THE_WAY = "on_the_way"  # in the session: (language, where to go afterwards)


@bp.get("/<lang:lang>/sign-in/provider")
def start() -> ResponseReturnValue:
    if actor().is_signed_in:
        return redirect(onward() or url_for("accounts.show"))
    session[ON_THE_WAY] = [current_language(), onward()]
    return oidc.to_provider(absolute_url("oidc.back")) or _failed(_did_not_work())


@bp.get("/sign-in/provider")
def back() -> ResponseReturnValue:
    """The one address that the provider knows; the rest of the way is in the reader's language."""
    language, _onward = session.get(ON_THE_WAY) or (current_language(), "")
    return redirect(f"{url_for('.finish', lang=language)}?{request.query_string.decode('ascii', 'replace')}")


@bp.get("/<lang:lang>/sign-in/provider/back")
def finish() -> ResponseReturnValue:
    """A second factor is asked for as after a password."""
    _language, after = session.pop(ON_THE_WAY, ("", ""))
    email = oidc.address_confirmed()
    if not email:
        return _failed(_did_not_work())
    person = oidc.account_of(db.session, email)
    if person is None:
        return _failed(
            _("No account here has the address that %(name)s confirms. Open one with it first.", name=_name())
        )
    session[OWN_DEVICE] = False
    step = wait_for_factor(person, after)
    if step is not None:
        return step
    login_user(person, remember=False, authn_via=["oidc"])
    return redirect(after or url_for("accounts.show"))


def _did_not_work() -> str:
    return str(_("Signing in with %(name)s did not work: try again, or use your password.", name=_name()))


def _name() -> str:
    return str(current_app.config["OIDC"].name)


def _failed(words: str) -> ResponseReturnValue:
    flash(words, "error")
    return redirect(url_for("security.login"))
