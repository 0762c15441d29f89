"""The mail that asks whether somebody really wants to hear of new results."""

from __future__ import annotations

import hashlib
from datetime import datetime

from flask_babel import gettext as _

from app.core.i18n import answering, in_language
from app.core.mail import Message, absolute_url
from app.core.short_mail import Stranger, short_message
from app.saved.models import CONFIRMATION
from app.saved.searches import Search


def asked_to_confirm(email: str, locale: str, search: Search, *, token: str, now: datetime) -> Message:
    """To an address that somebody typed: nothing happens before its owner presses the button behind the link."""
    occasion = hashlib.sha256(f"{email.lower()}|{search.name}{search.query}|{now:%Y-%m-%d}".encode()).hexdigest()
    locale = answering(locale)
    with in_language(locale):
        what = _("%(label)s: %(value)s", label=search.label, value=search.words) if search.words else search.label
        return short_message(
            Stranger(email, locale=locale),
            kind=CONFIRMATION,
            dedupe_key=f"{CONFIRMATION}:{occasion}",
            subject=_("Confirm that we may write to you"),
            paragraphs=[
                what,
                _("We write at most once a week, and only when there is something new. Every mail can stop it."),
            ],
            why=_("Somebody gave this address to hear of new results. If it was not you, do nothing."),
            button=_("Confirm"),
            url=absolute_url("searches.confirm", token=token),
        )
