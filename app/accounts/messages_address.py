"""The mails about another e-mail address: a link to the new one, a notice with a way back to the old one."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.address import ABOUT_ACCOUNTS
from app.accounts.models import AddressChange, Person
from app.accounts.tokens_address import confirm_token, stop_token
from app.core.i18n import answering, current_language, in_language
from app.core.mail import Message, absolute_url
from app.core.short_mail import Stranger, short_message


def sent(person: Person, change: AddressChange, holder: Person | None) -> list[Message]:
    """To the new address, or to whoever has an account with it, and to the old one: two, whatever is the case."""
    return [_to_new(person, change) if holder is None else _to_holder(holder, change), _to_old(person, change)]


def _to_new(person: Person, change: AddressChange) -> Message:
    """Nobody has shown that the address is the person's: the mail does not say their name."""
    with in_language(answering(person.locale)):
        return short_message(
            Stranger(change.new_email, locale=person.locale, id=person.id),
            kind=ABOUT_ACCOUNTS,
            dedupe_key=f"address:new:{change.id}",
            subject=_("Confirm your new e-mail address"),
            paragraphs=[
                _("Somebody, we hope you, wants to use this address for their account here."),
                _("The link works for one day, where you are signed in to that account."),
            ],
            button=_("Confirm the address"),
            url=absolute_url("address.confirm", lang=current_language(), token=confirm_token(change)),
            why=_("Somebody gave this address on our site."),
        )


def _to_holder(holder: Person, change: AddressChange) -> Message:
    with in_language(answering(holder.locale)):
        return short_message(
            holder,
            kind=ABOUT_ACCOUNTS,
            dedupe_key=f"address:held:{change.id}",
            subject=_("You already have an account"),
            paragraphs=[_("Somebody, perhaps you, wanted to use this address for another account. Nothing changes.")],
            why=_("Somebody gave this address on our site."),
        )


def _to_old(person: Person, change: AddressChange) -> Message:
    with in_language(answering(person.locale)):
        return short_message(
            person,
            kind=ABOUT_ACCOUNTS,
            dedupe_key=f"address:old:{change.id}",
            subject=_("Another e-mail address for your account"),
            paragraphs=[
                _("Somebody, we hope you, wants your account to use %(address)s.", address=change.new_email),
                _("If it was not you, stop it. The link works for seven days, also after the address has changed."),
            ],
            button=_("Stop the change"),
            url=absolute_url("address.stop", lang=current_language(), token=stop_token(change)),
            why=_("You have an account with this address."),
        )
