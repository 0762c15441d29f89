"""The counts beside the filters are true: the same as counting the records one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.db import writing
from app.taxonomy import vocabulary
from app.taxonomy.found import Found, OptionView
from app.taxonomy.listing import Listing
from tests.factories import a_solution

FACETS = ("goal", "place", "sector", "modality", "maturity", "language", "group", "body")


@dataclass(frozen=True)
class Facts:
    """A record as this test counts it, without the index."""

    goal: tuple[str, ...]
    place: tuple[str, ...]
    sector: tuple[str, ...]
    modality: tuple[str, ...]
    maturity: str | None
    language: tuple[str, ...]


RECORDS = [
    Facts(("6.1", "6.2"), ("KEN",), ("water-sanitation", "health"), ("training",), "pilot", ("en", "fr")),
    Facts(("6",), ("ETH", "DJI"), ("water-sanitation",), ("training", "equipment"), "scaled", ("fr",)),
    Facts(("2.3", "13"), ("BOL",), ("agriculture",), ("peer-exchange",), "demonstrated", ("es",)),
    Facts(("13.1",), ("FJI",), ("disaster-risk", "climate"), (), None, ()),
    Facts((), ("BRA",), ("agriculture", "food-security"), ("technical-assistance",), "scaled", ("pt", "es")),
    Facts(("2",), ("MWI",), ("food-security",), ("training",), None, ("en",)),
    Facts(("17.9",), (), ("governance",), ("policy-dialogue",), "idea", ("ar",)),
    Facts(("3.8", "6"), ("IDN",), ("health", "digital"), ("expert-deployment", "training"), "scaled", ("en",)),
]


def has(record: Facts, facet: str, code: str) -> bool:
    """Whether `record` has a value, by the meaning of the facet."""
    if facet == "goal":
        return any(claim == code or claim.partition(".")[0] == code for claim in record.goal)
    if facet == "place":
        return any(code == country or code in vocabulary().ancestors(country) for country in record.place)
    if facet in {"group", "body"}:
        return any(code in vocabulary().groups_of(country, date.today()) for country in record.place)  # noqa: DTZ011
    if facet == "maturity":
        return record.maturity == code
    return code in getattr(record, facet)


def passes(record: Facts, chosen: dict[str, list[str]], *, but: str = "") -> bool:
    return all(
        any(has(record, facet, code) for code in codes) for facet, codes in chosen.items() if codes and facet != but
    )


CODES = {
    "goal": ["2", "6", "6.1", "13", "17.9", "5"],
    "place": ["014", "002", "KEN", "005", "FJI", "ETH", "154"],
    "sector": ["water-sanitation", "health", "agriculture", "tourism"],
    "modality": ["training", "equipment", "grant"],
    "maturity": ["pilot", "scaled"],
    "language": ["en", "fr", "es"],
    "group": ["LDC", "SIDS", "LLDC"],
    "body": ["AU", "PIF", "ASEAN"],
}
states = st.fixed_dictionaries(
    {facet: st.lists(st.sampled_from(codes), unique=True, max_size=3) for facet, codes in CODES.items()}
)
few_facets = states.map(lambda chosen: {facet: chosen[facet] for facet in sorted(chosen)[:3]})


@pytest.fixture
def found_for(app: Flask) -> Callable[[dict[str, list[str]]], Found[int]]:
    with app.app_context(), writing() as session:
        for record in RECORDS:
            a_solution(
                session,
                claims=record.goal,
                countries_of_origin=list(record.place),
                sectors=list(record.sector),
                modalities=list(record.modality),
                maturity=record.maturity,
                delivery_languages=list(record.language),
            )

    def found(chosen: dict[str, list[str]]) -> Found[int]:
        query = [(facet, code) for facet, codes in chosen.items() for code in codes]
        with app.test_request_context("/en/solutions", query_string=query_of(query)):
            listing = Listing.from_request(kind="solution", facets=FACETS)
            return listing.page_of(lambda ids: {number: number for number in ids})

    return found


def query_of(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{name}={value}" for name, value in pairs)


def flat(options: Iterable[OptionView]) -> list[OptionView]:
    return [view for option in options for view in (option, *flat(option.children))]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.one_of(states, few_facets))
def test_totals_and_counts_equal_counting_one_by_one(
    found_for: Callable[[dict[str, list[str]]], Found[int]], chosen: dict[str, list[str]]
) -> None:
    found = found_for(chosen)
    assert found.total == sum(passes(record, chosen) for record in RECORDS)
    shown = {facet.name: {view.code: view for view in flat(facet.options)} for facet in found.facets}
    for facet, codes in CODES.items():
        for code in codes:
            true = sum(has(record, facet, code) and passes(record, chosen, but=facet) for record in RECORDS)
            view = shown.get(facet, {}).get(code)
            assert (view.count if view else 0) == true, (facet, code)
            assert view is not None or code not in chosen[facet] if facet in chosen else True


def test_a_chosen_value_that_gives_nothing_stays_in_sight(
    found_for: Callable[[dict[str, list[str]]], Found[int]],
) -> None:
    found = found_for({"sector": ["tourism"]})
    sector = next(facet for facet in found.facets if facet.name == "sector")
    assert {(view.count, view.chosen) for view in flat(sector.options) if view.code == "tourism"} == {(0, True)}


def test_a_facet_that_nothing_is_known_about_is_hidden(
    found_for: Callable[[dict[str, list[str]]], Found[int]],
) -> None:
    found = found_for({"place": ["FJI"]})
    assert not {"modality", "maturity", "language"} & {facet.name for facet in found.facets}


def test_the_one_filter_to_drop_is_the_one_that_gives_most(
    found_for: Callable[[dict[str, list[str]]], Found[int]],
) -> None:
    found = found_for({"goal": ["6"], "place": ["005"]})
    assert found.total == 0
    assert found.drop is not None
    assert (found.drop.count, found.drop.url) == (3, "/en/solutions?goal=6")


def test_where_no_single_filter_helps_two_are_named(found_for: Callable[[dict[str, list[str]]], Found[int]]) -> None:
    found = found_for({"goal": ["6"], "place": ["154"], "maturity": ["idea"]})
    assert found.drop is not None
    assert (found.drop.count, found.drop.url) == (3, "/en/solutions?goal=6")
