"""Codes in words, for templates: names in the page's language, in the order of the alphabet or of the codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from app.core.collation import in_order
from app.core.i18n import current_language, language_name
from app.taxonomy.terms import Term, by_name
from app.taxonomy.vocabularies import vocabulary


@dataclass(frozen=True, slots=True)
class Named:
    """A code and its name; `language` is the one the name is really in."""

    code: str
    name: str
    language: str


def named(kind: str, code: str | None) -> Named | None:
    """`named("places", "ETH")`; None for no code, or for a code that this site does not list."""
    term = _terms(kind).get(code or "")
    return Named(term.code, *term.name_and_language(current_language())) if term else None


def term_name(kind: str, code: str | None) -> str:
    """The name alone; empty where `named` knows nothing."""
    found = named(kind, code)
    return found.name if found else ""


def term_names(kind: str, codes: Collection[str]) -> list[str]:
    """The names of `codes` in the order of their names."""
    known = _terms(kind)
    language = current_language()
    return [term.name(language) for term in by_name([known[code] for code in codes if code in known], language)]


def goal_terms(codes: Iterable[str]) -> list[Named]:
    """Goals and targets by their codes, each once, in the order of their numbers."""
    ordered = sorted(set(codes), key=order_of_claim)
    found = (named("targets" if "." in code else "goals", code) for code in ordered)
    return [each for each in found if each is not None]


def order_of_claim(code: str) -> tuple[int, int, str]:
    """Where a goal or target stands: 6 before 6.1 before 6.2 before 6.b before 10."""
    goal, _dot, target = code.partition(".")
    return int(goal), int(target) if target.isdigit() else 100 if target else 0, target


def language_names(codes: Iterable[str]) -> list[str]:
    return in_order(map(language_name, codes), str, current_language())


def years_in_words(start: int | None, end: int | None, *, ongoing: bool | None = None) -> str:
    """“2016–2019”, “since 2016”, “2016”; empty when no year is known."""
    if start and ongoing and not end:
        return str(_("since %(year)s", year=start))
    known = [str(year) for year in (start, end) if year]
    return "–".join(dict.fromkeys(known))


def _terms(kind: str) -> Mapping[str, Term]:
    terms: Mapping[str, Term] = getattr(vocabulary(), kind)
    return terms


TEMPLATE_FUNCTIONS = {
    "goal_terms": goal_terms,
    "language_names": language_names,
    "term_name": term_name,
    "term_names": term_names,
    "years_in_words": years_in_words,
}
