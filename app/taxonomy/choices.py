"""Values of the vocabularies as choices of a form: (code, name) pairs in the reader's language."""

from __future__ import annotations

from flask_babel import gettext

from app.core.i18n import current_language
from app.taxonomy.terms import Term
from app.taxonomy.vocabularies import vocabulary

FIRST_LANGUAGES = 7  # those of the site stand first in the vocabulary


def numbered(term: Term, language: str) -> str:
    """“6.1 Safe water for all”: the catalogue keeps number and name in their order in every script."""
    return str(gettext("%(code)s %(name)s", code=term.code, name=term.name(language)))


def language_choices(language: str) -> list[tuple[str, str]]:
    return [(each.code, each.name(language)) for each in vocabulary().languages.values()]


def modality_choices(language: str) -> list[tuple[str, str]]:
    return [(each.code, each.name(language)) for each in vocabulary().modalities.values()]


def names_of(kind: str, language: str) -> list[tuple[str, str]]:
    """Every value of a small vocabulary, in its own order."""
    return [(each.code, each.name(language)) for each in getattr(vocabulary(), kind).values()]


def language_written_in(code: str) -> str:
    """The language that a draft says it is written in; the page's where it says none of the list."""
    return code if code in vocabulary().languages else current_language()
