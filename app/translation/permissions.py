"""Who may translate, and who may approve: translators of a language, in pairs, and the moderators."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.permissions import Actor, Rule
from app.translation.models import Translation


def may_write(actor: Actor, lang: str) -> bool:
    return actor.has("moderator") or actor.has("translator", "language", lang)


def may_review(actor: Actor, row: Translation) -> bool:
    """A second pair of eyes: a translator of the language who did not write it, or a moderator."""
    if actor.has("moderator"):
        return True
    return may_write(actor, row.lang) and actor.is_signed_in and row.written_by != actor.person_id


def languages_of(actor: Actor, languages: Sequence[str]) -> list[str]:
    """The languages of the site into which `actor` may translate, in the order of the bar."""
    return [lang for lang in languages if may_write(actor, lang)]


RULES: dict[str, Rule] = {"translation.write": may_write, "translation.review": may_review}
