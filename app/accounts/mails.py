"""The mails of an account. They wait until the change that caused them is stored (`datastore.People.commit`)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import MailUtil
from sqlalchemy.orm import Session

from app.accounts.datastore import WAITING
from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url, post
from app.core.short_mail import short_message


@dataclass(frozen=True, slots=True)
class Words:
    """A short mail: what it is about, why it came, and one link."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    link: str = ""


class QueuedMail(MailUtil):
    """Takes what the library would send, says it in our words, and lets it wait for the commit."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **context: Any,
    ) -> None:
        person: Person = context["user"]
        with in_language(answering(person.locale)):
            words = _words(template.rpartition("/")[2], context)
            if words is not None:
                g.setdefault(WAITING, []).append(_message(person, words))


def _words(template: str, context: dict[str, Any]) -> Words | None:
    """What each occasion says; None for one that needs no mail here."""
    confirm, reset = _own(context.get("confirmation_link")), _own(context.get("reset_link"))
    if template in {"welcome", "confirmation_instructions"}:
        return Words(
            _("Confirm your e-mail address"),
            (_("Somebody, we hope you, gave this address to open an account. Is it yours? The link works five days."),),
            _("Confirm the address"),
            confirm,
        )
    if template == "welcome_existing":
        again = _("Somebody, perhaps you, tried to open an account with this address. You have one already.")
        forgot = _("If you forgot the password, set a new one.")
        link = _own(context.get("recovery_link")) or reset
        return Words(_("You already have an account"), (again, forgot), _("Set a new password"), link)
    if template == "reset_instructions":
        asked = _("Somebody, we hope you, asked to set a new password. The link works for four hours.")
        return Words(_("Set a new password"), (asked,), _("Set a new password"), reset)
    if template in {"reset_notice", "change_notice"}:
        told = _("The password of your account was changed. If it was not you, set a new one at once and write to us.")
        return Words(_("Your password was changed"), (told,))
    return None


def tell_second_factor(session: Session, person: Person, *, is_on: bool, now: datetime) -> None:
    """Whoever turns it on or off, the owner hears of it."""
    post(session, second_factor_told(person, is_on=is_on), now=now)


def second_factor_told(person: Person, *, is_on: bool) -> Message:
    with in_language(answering(person.locale)):
        if is_on:
            told = _("From now on signing in asks for a code of the app that was set up just now, after the password.")
            words = (_("Your second factor is set up"), told)
        else:
            told = _("From now on the password alone signs you in.")
            words = (_("Your second factor was turned off"), told)
        return _security_mail(person, *words)


def tell_passkey(session: Session, person: Person, name: str, *, is_added: bool, now: datetime) -> None:
    post(session, passkey_told(person, name, is_added=is_added), now=now)


def passkey_told(person: Person, name: str, *, is_added: bool) -> Message:
    with in_language(answering(person.locale)):
        subject = _("A passkey was added") if is_added else _("A passkey was removed")
        return _security_mail(person, subject, _("Name of the passkey: %(name)s", name=name))


def tell_recovery_code_used(session: Session, person: Person, *, left: int, now: datetime) -> None:
    post(session, recovery_code_told(person, left=left), now=now)


def recovery_code_told(person: Person, *, left: int) -> Message:
    with in_language(answering(person.locale)):
        used = _("Somebody, we hope you, used one of your recovery codes.")
        rest = ngettext("%(num)s code is left.", "%(num)s codes are left.", left)
        return _security_mail(person, _("A recovery code was used"), used, rest)


def _security_mail(person: Person, subject: str, *paragraphs: str) -> Message:
    not_you = _("If it was not you, change your password at once and write to us.")
    link = absolute_url("second_factor.show", lang=current_language())
    return _message(person, Words(subject, (*paragraphs, not_you), _("Your second factor"), link))


def _own(link: str | None) -> str:
    """The same address under the site's configured name: a forged host in the request leads nowhere."""
    if not link:
        return ""
    parts = urlsplit(link)
    return str(current_app.config["BASE_URL"]) + parts.path + (f"?{parts.query}" if parts.query else "")


def _message(person: Person, words: Words) -> Message:
    return short_message(
        person,
        kind="account",
        dedupe_key=f"account:{secrets.token_hex(16)}",  # each of these is an occasion of its own
        subject=words.subject,
        paragraphs=words.paragraphs,
        why=_("You have an account with this address.")
        if person.confirmed_at
        else _("Somebody gave this address on our site."),
        button=words.button,
        url=words.link,
    )
