"""The mail to whoever sent what a moderator entered."""

from __future__ import annotations

from flask_babel import gettext as _

from app.core.i18n import answering, current_language, in_language
from app.core.links import link_token
from app.core.mail import Message, absolute_url
from app.core.short_mail import Stranger, short_message
from app.on_behalf.models import OnBehalf
from app.on_behalf.registry import EnteredRecord

ENTERED = "entered-on-behalf"


def entered(entry: OnBehalf, record: EnteredRecord) -> list[Message]:
    """In the language of the record, if the site speaks it; none where no address was given."""
    if not entry.address:
        return []
    with in_language(answering(record.language)):
        return [
            short_message(
                Stranger(entry.address, entry.name, current_language()),
                kind=ENTERED,
                dedupe_key=f"{ENTERED}:{entry.key}",
                subject=_("Entered in your name: %(title)s", title=record.title),
                paragraphs=[
                    _("The secretariat has entered what you sent. Please read it, and say whether it is right."),
                    _("Nobody else is asked by this link. It works for 90 days."),
                ],
                button=_("Read it"),
                url=absolute_url("on_behalf.show", lang=current_language(), token=token_of(entry)),
                why=_("You sent this to the secretariat."),
                example=record.example,
            )
        ]


def token_of(entry: OnBehalf) -> str:
    return link_token(ENTERED, entry.key)
