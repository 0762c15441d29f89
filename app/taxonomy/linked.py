"""Records in terms of schema.org (JSON-LD): what stands inside each document, so that nothing is fetched to read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.core.i18n import current_language
from app.taxonomy.listed import Words
from app.taxonomy.naming import goal_terms
from app.taxonomy.vocabularies import vocabulary

_DAY, _MOMENT, _ADDRESS = {"@type": "Date"}, {"@type": "DateTime"}, {"@type": "@id"}
CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    "url": _ADDRESS,
    "isBasedOn": _ADDRESS,
    "datePublished": _MOMENT,
    "dateModified": _MOMENT,
    "validFrom": _MOMENT,
    "validThrough": _DAY,
}
GOAL_ADDRESS = "http://metadata.un.org/sdg/"  # where the United Nations publish the goals as linked data


def worded(words: Words) -> dict[str, str] | None:
    """A text with its language; None for no text."""
    return {"@value": words.text, "@language": words.lang} if words.text else None


def own(text: str | None, language: str) -> dict[str, str] | None:
    return {"@value": text, "@language": language} if text else None


def goals(codes: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"{GOAL_ADDRESS}{term.code}",
            "@type": "DefinedTerm",
            "termCode": term.code,
            "name": own(term.name, term.language),
        }
        for term in goal_terms(codes)
    ]


def terms(kind: str, codes: Iterable[str]) -> list[dict[str, Any]]:
    """Codes of one of the site's vocabularies: sectors, ways of working."""
    known = getattr(vocabulary(), kind)
    return [
        {"@type": "DefinedTerm", "termCode": code, "name": own(*known[code].name_and_language(current_language()))}
        for code in codes
        if code in known
    ]


def countries(codes: Collection[str]) -> list[dict[str, Any]]:
    return [
        {"@type": "Country", "identifier": code, "name": own(*place.name_and_language(current_language()))}
        for code in codes
        if (place := vocabulary().places.get(code)) is not None
    ]


def years(start: int | None, end: int | None) -> str | None:
    """A span of years as ISO 8601 has it."""
    return f"{start or '..'}/{end or '..'}" if start or end else None


def known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what nothing is known about."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}
