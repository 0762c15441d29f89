"""A short mail: its subject as heading, some paragraphs, what somebody wrote, at most one link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import current_app, render_template
from flask_babel import gettext as _

from app.core.i18n import current_language, direction_of
from app.core.mail import Message, inlined


class Reader(Protocol):
    """Whoever gets a mail: a person with an account, or a `Stranger`."""

    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Stranger:
    """An address without an account."""

    email: str
    name: str = ""
    locale: str = "en"
    id: int | None = None


def short_message(
    to: Reader,
    *,
    kind: str,
    dedupe_key: str,
    subject: str,
    paragraphs: Sequence[str],
    why: str,
    quote: str = "",
    button: str = "",
    url: str = "",
    example: bool = False,
) -> Message:
    """The `Message` with both its parts, in the language in force (call it inside `in_language`).

    `quote`: what somebody wrote, in whatever language and direction.
    """
    locale = current_language()
    subject = " ".join((_("Example: %(subject)s", subject=subject) if example else subject).split())
    context = {
        "subject": subject,
        "paragraphs": paragraphs,
        "quote": quote.splitlines(),
        "button_label": button,
        "url": url,
        "why": why,
        "example": example,
        "lang": locale,
        "dir": direction_of(locale),
        "site_name": current_app.config["SITE"].name,
        "base_url": current_app.config["BASE_URL"],
        "unsubscribe_url": "",
        "settings_url": "",
        "browser_url": "",
    }
    return Message(
        kind=kind,
        to=to.email,
        to_name=to.name,
        locale=locale,
        subject=subject,
        text=render_template("email/short.txt", **context),
        html=inlined(render_template("email/short.html", **context)),
        dedupe_key=dedupe_key,
        person_id=to.id,
    )
