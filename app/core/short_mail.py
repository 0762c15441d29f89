"""A short mail: its subject as heading, some paragraphs, at most one link."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app, render_template
from flask_babel import gettext as _

from app.core.i18n import direction_of
from app.core.mail import Message, inlined


def short_message(
    *,
    kind: str,
    to: str,
    to_name: str,
    locale: str,
    dedupe_key: str,
    subject: str,
    paragraphs: Sequence[str],
    why: str,
    button: str = "",
    url: str = "",
    example: bool = False,
    person_id: int | None = None,
) -> Message:
    """The `Message` with both its parts, in the language in force (call it inside `in_language(locale)`)."""
    subject = " ".join((_("Example: %(subject)s", subject=subject) if example else subject).split())
    context = {
        "subject": subject,
        "paragraphs": paragraphs,
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
        to=to,
        to_name=to_name,
        locale=locale,
        subject=subject,
        text=render_template("email/short.txt", **context),
        html=inlined(render_template("email/short.html", **context)),
        dedupe_key=dedupe_key,
        person_id=person_id,
    )
