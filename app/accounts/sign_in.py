"""Signing in, registering, confirming and recovering: the library's views with our words, mails and rules."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, g
from flask_security import Security
from flask_security.signals import password_reset

from app.accounts import forms, front_door
from app.accounts.datastore import WAITING, People
from app.accounts.mails import QueuedMail
from app.accounts.models import Person
from app.accounts.passwords import ALONE, LongPasswords
from app.accounts.proof import FRESH, SecondStep
from app.accounts.service import CONFIRM_WITHIN
from app.accounts.words import MESSAGES
from app.core.db import utc_now
from app.translations import FOLDER

# argon2id with 64 MiB, three rounds, one lane: well above the 19 MiB and two rounds that are the least.
ARGON2 = {"argon2__type": "ID", "argon2__memory_cost": 65_536, "argon2__rounds": 3, "argon2__parallelism": 1}


def init_app(app: Flask) -> None:
    app.config.update(_settings())
    app.config.update({f"SECURITY_MSG_{key}": words for key, words in MESSAGES.items()})
    front_door.init_app(app)
    app.after_request(_post_waiting)
    library = Security(
        app,
        People(),
        login_form=forms.SignInForm,
        register_form=forms.RegisterForm,
        forgot_password_form=forms.ForgotForm,
        reset_password_form=forms.ResetForm,
        change_password_form=forms.ChangeForm,
        send_confirmation_form=forms.ConfirmAgainForm,
        verify_form=forms.VerifyForm,
        mail_util_cls=QueuedMail,
        password_util_cls=LongPasswords,
    )
    library.two_factor_plugins = SecondStep()  # the one place through which every sign-in goes
    library.want_json(lambda _request: False)
    # The library would also take a signed token for a session: it could not be listed, nor ended.
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]
    password_reset.connect(_confirm_by_mail, app)


def _settings() -> dict[str, object]:
    return {
        "SECURITY_URL_PREFIX": "/<lang:lang>",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_REGISTER_URL": "/register",
        "SECURITY_CONFIRM_URL": "/confirm",
        "SECURITY_RESET_URL": "/recover",
        "SECURITY_CHANGE_URL": "/account/password",
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_REGISTER_USER_TEMPLATE": "accounts/register.html",
        "SECURITY_SEND_CONFIRMATION_TEMPLATE": "accounts/confirm_again.html",
        "SECURITY_FORGOT_PASSWORD_TEMPLATE": "accounts/forgot_password.html",
        "SECURITY_RESET_PASSWORD_TEMPLATE": "accounts/reset_password.html",
        "SECURITY_VERIFY_TEMPLATE": "accounts/verify.html",
        "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
        "SECURITY_POST_LOGIN_VIEW": "accounts.show",
        "SECURITY_POST_LOGOUT_VIEW": "site.home",
        "SECURITY_POST_REGISTER_VIEW": "security.login",
        "SECURITY_POST_CONFIRM_VIEW": "security.login",
        "SECURITY_POST_RESET_VIEW": "security.login",
        "SECURITY_POST_CHANGE_VIEW": "accounts.show",
        "SECURITY_CONFIRM_ERROR_VIEW": "security.send_confirmation",
        "SECURITY_RESET_ERROR_VIEW": "security.forgot_password",
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_AUTO_LOGIN_AFTER_CONFIRM": False,
        "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2,
        # What links are signed with costs as much as a password, so that no answer is quicker than another.
        "SECURITY_HASHING_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_HASHING_SCHEMES": [],
        # Not of the secret key, which may be changed: each password has a random salt of its own in its hash.
        "SECURITY_PASSWORD_SALT": "crux",
        "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
        "SECURITY_PASSWORD_LENGTH_MIN": ALONE,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_CONFIRM_EMAIL_WITHIN": CONFIRM_WITHIN,
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=4),
        "SECURITY_FRESHNESS": FRESH,
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(0),
        "SECURITY_DATETIME_FACTORY": utc_now,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},  # asks no name server
        "SECURITY_EMAIL_PLAINTEXT": False,  # mails are made in app.accounts.mails
        "SECURITY_EMAIL_HTML": False,
        "SECURITY_EMAIL_SENDER": "unused@example.org",
        "SECURITY_I18N_DOMAIN": "messages",
        "SECURITY_I18N_DIRNAME": str(FOLDER),
        "SESSION_PROTECTION": None,  # a phone changes its address all day; the session's own rules protect it
    }


def _confirm_by_mail(_app: Flask, *, user: Person, **_: object) -> None:
    """Whoever set a password by the link in a mail has shown whose address it is."""
    user.confirmed_at = user.confirmed_at or utc_now()


def _post_waiting(response: Response) -> Response:
    """Mails of views that change nothing else (a forgotten password) are stored here."""
    if g.get(WAITING):
        People().commit()
    return response
