"""The facets of every catalogue list: their values as a tree in the reader's language, and how records carry them.

A goal and its targets share one facet, and so do regions, sub-regions and countries: choosing Eastern
Africa and Fiji gives the records of both, not the empty set where the two would meet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from flask_babel import LazyString, lazy_gettext

from app.taxonomy.facets import facet_codes, facet_names
from app.taxonomy.terms import Area, Term, by_name
from app.taxonomy.vocabularies import vocabulary


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, the language its label is really in, and the narrower values inside it."""

    code: str
    label: str
    language: str
    children: tuple[Option, ...] = ()

    def all(self) -> Iterator[Option]:
        """This value and everything inside it."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, eq=False)
class Facet:
    """`name` stands in addresses; `coded` is the facet of the indexed documents that it filters."""

    name: str
    coded: str
    label: LazyString
    options: Callable[[str], tuple[Option, ...]]  # by language

    def labels(self, language: str) -> Mapping[str, str]:
        """Code → label, of every value at any depth."""
        return _labels(self, language)

    def codes(self) -> Collection[str]:
        return self.labels("en").keys()


@cache
def _labels(facet: Facet, language: str) -> Mapping[str, str]:
    return {each.code: each.label for option in facet.options(language) for each in option.all()}


def catalogue_facets(
    kind: str,
    *,
    standing: str,
    on: date,
    claims: Iterable[str] = (),
    sectors: Collection[str] = (),
    modalities: Collection[str] = (),
    countries: Collection[str] = (),
    languages: Iterable[str] = (),
    maturity: str | None = None,
    organisation_type: str | None = None,
) -> dict[str, frozenset[str]]:
    """The facets of one record's document; those that nothing is known about are left out.

    `claims` are goal or target codes, `languages` those the work can be done in, `on` the day whose group
    memberships count. KeyError for a code of no vocabulary.
    """
    goals, targets = goals_and_targets(claims)
    facets = {
        **facet_codes(countries=countries, goals=goals, targets=targets, sectors=sectors, modalities=modalities, on=on),
        "kind": frozenset({kind}),
        "standing": frozenset({standing}),
        "language": frozenset(languages),
        "maturity": frozenset({maturity} if maturity else ()),
        "organisation_type": frozenset({organisation_type} if organisation_type else ()),
    }
    return {name: codes for name, codes in facets.items() if codes}


def catalogue_names(
    *,
    claims: Iterable[str] = (),
    sectors: Collection[str] = (),
    modalities: Collection[str] = (),
    countries: Collection[str] = (),
) -> dict[str, str]:
    """The names of those codes in every language, so that such words find the record in any."""
    goals, targets = goals_and_targets(claims)
    names = facet_names(countries=countries, goals=goals, targets=targets, sectors=sectors, modalities=modalities)
    return {language: text for language, text in names.items() if text}


def goals_and_targets(claims: Iterable[str]) -> tuple[list[str], list[str]]:
    """Claims apart: "6" is a goal, "6.1" a target."""
    codes = sorted(set(claims))
    return [code for code in codes if "." not in code], [code for code in codes if "." in code]


def _option(term: Term, language: str, children: Sequence[Option] = (), number: str = "") -> Option:
    name, real = term.name_and_language(language)
    return Option(term.code, f"{number} {name}" if number else name, real, tuple(children))


@cache
def _goals(language: str) -> tuple[Option, ...]:
    words = vocabulary()
    targets = {
        code: [_option(each, language, number=each.code) for each in words.targets.values() if each.goal == code]
        for code in words.goals
    }
    return tuple(_option(goal, language, targets[code], number=code) for code, goal in words.goals.items())


@cache
def _places(language: str) -> tuple[Option, ...]:
    """Regions, in each its sub-regions, in each its intermediate regions or countries."""
    regions = [area for area in vocabulary().areas.values() if area.level == "region"]
    return tuple(_area(region, language) for region in by_name(regions, language))


def _area(area: Area, language: str) -> Option:
    words = vocabulary()
    inside = by_name([each for each in words.areas.values() if each.parent == area.code], language)
    places = by_name([each for each in words.places.values() if each.nearest_area == area.code], language)
    children = [_area(each, language) for each in inside] + [_option(each, language) for each in places]
    return _option(area, language, children)


def _plain(terms: Callable[[], Iterable[Term]], *, sort: bool = True) -> Callable[[str], tuple[Option, ...]]:
    """A vocabulary without levels; `sort=False` keeps its own order, such as that of a ladder."""

    @cache
    def options(language: str) -> tuple[Option, ...]:
        ordered: Sequence[Term] = by_name(terms(), language) if sort else list(terms())
        return tuple(_option(term, language) for term in ordered)

    return options


def _groups(*kinds: str) -> Callable[[], Iterable[Term]]:
    return lambda: [group for group in vocabulary().groups.values() if group.kind in kinds]


_ALL = (
    Facet("goal", "goals", lazy_gettext("Goal and target"), _goals),
    Facet("place", "place", lazy_gettext("Region and country"), _places),
    Facet("group", "group", lazy_gettext("Group of countries"), _plain(_groups("status", "commission"), sort=False)),
    Facet("body", "body", lazy_gettext("Regional body"), _plain(_groups("body"))),
    Facet("sector", "sector", lazy_gettext("Sector"), _plain(lambda: vocabulary().sectors.values())),
    Facet("modality", "modality", lazy_gettext("Way of working"), _plain(lambda: vocabulary().modalities.values())),
    Facet("maturity", "maturity", lazy_gettext("Maturity"), _plain(lambda: vocabulary().maturity.values(), sort=False)),
    Facet("language", "language", lazy_gettext("Working language"), _plain(lambda: vocabulary().languages.values())),
    Facet(
        "type",
        "organisation_type",
        lazy_gettext("Type of organisation"),
        _plain(lambda: vocabulary().organisation_types.values(), sort=False),
    ),
)
FACETS = {facet.name: facet for facet in _ALL}
