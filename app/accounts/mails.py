"""The mails of an account. They wait until the change that caused them is stored (`datastore.People.commit`)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, g
from flask_babel import gettext as _
from flask_security import MailUtil

from app.accounts.datastore import WAITING
from app.accounts.models import Person
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message
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


def _own(link: str | None) -> str:
    """The same address under the site's configured name: a forged host in the request leads nowhere."""
    if not link:
        return ""
    parts = urlsplit(link)
    return str(current_app.config["BASE_URL"]) + parts.path + (f"?{parts.query}" if parts.query else "")


def _message(person: Person, words: Words) -> Message:
    return short_message(
        kind="account",
        to=person.email,
        to_name=person.name,
        locale=current_language(),
        dedupe_key=f"account:{secrets.token_hex(16)}",  # each of these is an occasion of its own
        subject=words.subject,
        paragraphs=words.paragraphs,
        why=_("Somebody gave this address on our site."),
        button=words.button,
        url=words.link,
        person_id=person.id,
    )
