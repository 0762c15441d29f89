"""What a record's codes imply: the facets it is filtered and matched by, and the words that find it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from app.taxonomy.terms import LANGUAGES, Term
from app.taxonomy.vocabularies import vocabulary

Facets = dict[str, frozenset[str]]


def facet_codes(
    *,
    countries: Collection[str] = (),
    goals: Collection[str] = (),
    targets: Collection[str] = (),
    sectors: Collection[str] = (),
    modalities: Collection[str] = (),
    on: date,
) -> Facets:
    """The facets of a record, its groups as they stand on that day; KeyError for a code that is not listed.

    `subregion` holds the finest M49 grouping ("014" for Kenya, "145" for Jordan) and `region` the wider ones
    ("002" and "202"; "142"), so that neighbours are nearer than two countries of one continent. `place` and
    `goals` are unions to filter by: a country with its areas, a goal with its targets.
    """
    return {
        **_goal_facets(goals, targets),
        **_place_facets(countries),
        **_group_facets(countries, on),
        "sector": _known(sectors, vocabulary().sectors),
        "modality": _known(modalities, vocabulary().modalities),
    }


def facet_names(
    *,
    countries: Collection[str] = (),
    goals: Collection[str] = (),
    targets: Collection[str] = (),
    sectors: Collection[str] = (),
    modalities: Collection[str] = (),
) -> dict[str, str]:
    """The names of those codes and of the areas around the countries, one text per language.

    Groups are left out on purpose: "China" must not find the 134 members of the Group of 77 and China.
    A language that has no name for a target yet says nothing, rather than a word of another language.
    """
    words = vocabulary()
    all_goals = {*goals, *(words.targets[code].goal for code in targets)}
    areas = {area for code in countries for area in words.places[code].areas}
    terms = [
        *_terms(all_goals, words.goals),
        *_terms(targets, words.targets),
        *_terms(sectors, words.sectors),
        *_terms(modalities, words.modalities),
        *_terms(countries, words.places),
        *_terms(areas, words.areas),
    ]
    return {language: _joined(terms, language) for language in LANGUAGES}


def _goal_facets(goals: Collection[str], targets: Collection[str]) -> Facets:
    claimed = _known(targets, vocabulary().targets)
    named = _known(goals, vocabulary().goals) | {vocabulary().targets[code].goal for code in claimed}
    return {"goal": named, "target": claimed, "goals": named | claimed}


def _place_facets(countries: Collection[str]) -> Facets:
    named = _known(countries, vocabulary().places)
    places = [vocabulary().places[code] for code in named]
    finest = frozenset(place.nearest_area for place in places)
    wider = frozenset(area for place in places for area in place.areas) - finest
    return {"country": named, "subregion": finest, "region": wider, "place": named | finest | wider}


def _group_facets(countries: Collection[str], on: date) -> Facets:
    """`group`: by development status and UN regional commission; `body`: regional bodies."""
    words = vocabulary()
    codes = frozenset[str]().union(*(words.groups_of(country, on) for country in countries))
    bodies = frozenset(code for code in codes if words.groups[code].kind == "body")
    return {"group": codes - bodies, "body": bodies}


def _known(codes: Iterable[str], terms: Mapping[str, Term]) -> frozenset[str]:
    return frozenset(terms[code].code for code in codes)


def _terms(codes: Iterable[str], terms: Mapping[str, Term]) -> list[Term]:
    return [terms[code] for code in sorted(set(codes))]


def _joined(terms: Iterable[Term], language: str) -> str:
    return " · ".join(term.names[language] for term in terms if language in term.names)
