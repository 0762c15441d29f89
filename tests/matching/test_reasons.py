"""The quieter parts of a score, and what a match says beside them."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from matching import Document, HybridIndex, Match, Recommender, Weights
from matching.mutual import FEWEST, OpenNeeds
from tests.matching.worlds import PUBLIC, document

NEED = document(
    "r:1", "Rainwater for schools", "Tanks.", kind="request", goal="6", language="fr", modality="training grant"
)


def offer(key: str, **facets: Any) -> Document:
    return document(key, "Rainwater tanks for schools", **{"goal": "6", **facets})


def ranked(recommender: Recommender, *world: Document, need: Document = NEED, **asked: Any) -> tuple[Match, ...]:
    return recommender.fit(HybridIndex().fit(world)).recommend(need, kind="solution", **PUBLIC, **asked)


def part(match: Match, name: str) -> float:
    return next(one.value for one in match.parts if one.name == name)


def test_of_interchangeable_solutions_the_best_stands_for_all_and_names_them() -> None:
    world = [
        offer("s:best", interchangeable="cash", evidence=1.0),
        offer("s:other", interchangeable="cash", evidence=0.5),
        offer("s:alone", evidence=0.2),
        offer("s:third", interchangeable="cash"),
    ]

    matches = ranked(Recommender(), *world)

    assert [(match.key, match.alternatives) for match in matches] == [
        ("s:best", ("s:other", "s:third")),
        ("s:alone", ()),
    ]


def test_a_second_offer_of_a_country_steps_back_and_says_by_how_much() -> None:
    world = [
        offer("s:first", country="XAA", evidence=0.3),
        offer("s:second", country="XAA", evidence=0.2),
        offer("s:elsewhere", country="XBB", evidence=0.1),
    ]

    plain = ranked(Recommender(), *world)
    spread = ranked(Recommender(spread=0.5), *world)

    assert [match.key for match in plain] == ["s:first", "s:second", "s:elsewhere"]
    assert [(match.key, match.moved) for match in spread] == [("s:first", 0), ("s:elsewhere", 1), ("s:second", -1)]
    assert {match.key: match.score for match in spread} == {match.key: match.score for match in plain}


def test_a_match_says_what_an_expert_speaking_the_language_would_change() -> None:
    world = [offer(f"s:{number}", evidence=0.9, capacity="open") for number in range(4)]
    world.append(offer("s:last", language="en", evidence=0.8, capacity="open"))

    last = ranked(Recommender(), *world)[-1]
    [line] = [line for line in last.what_if if line.part == "language"]

    assert (last.key, line.codes, line.rank_before, line.rank_after) == ("s:last", ("fr",), 5, 1)


def test_what_is_shared_already_or_would_change_no_rank_is_not_said() -> None:
    [only] = ranked(Recommender(), offer("s:1", language="fr", modality="training"))

    assert only.what_if == ()


def test_what_if_looks_only_at_what_the_reader_may_see() -> None:
    hidden = [offer(f"s:{n}", language="fr", evidence=1.0, audience="members") for n in range(5)]
    world = [offer("s:first", language="fr"), offer("s:last")]

    with_hidden, without = ranked(Recommender(), *world, *hidden), ranked(Recommender(), *world)

    assert [match.what_if for match in with_hidden] == [match.what_if for match in without]


def test_expert_days_that_are_left_count() -> None:
    first, second = ranked(Recommender(), offer("s:full"), offer("s:open", capacity="open"))

    assert (first.key, part(first, "capacity") > 0, part(second, "capacity")) == ("s:open", True, 0)


def test_what_was_confirmed_within_a_year_counts_as_fresh_and_after_three_not_at_all() -> None:
    today = 740_000
    world = [offer(f"s:{age}", day=today - age) for age in (10, 364, 365 * 2, 365 * 3, 365 * 9)]

    fresh = {match.key: part(match, "freshness") for match in ranked(Recommender(), *world, today=today)}

    assert fresh["s:10"] == pytest.approx(fresh["s:364"], rel=0.01)
    assert fresh["s:10"] > fresh["s:730"] > 0 == fresh["s:1095"] == fresh["s:3285"]


def test_freshness_counts_nothing_without_a_today() -> None:
    assert part(ranked(Recommender(), offer("s:1", day=740_000))[0], "freshness") == 0


def test_a_favoured_group_is_lifted_by_its_weight_and_the_match_shows_it() -> None:
    world = [offer("s:any", evidence=0.1), offer("s:ldc", group="LDC")]
    balanced = Recommender(weights=Weights(visibility=0.5), favoured=["LDC"])

    first = ranked(balanced, *world)[0]

    assert ranked(Recommender(), *world)[0].key == "s:any"
    assert (first.key, part(first, "visibility") > 0) == ("s:ldc", True)


def open_needs(recommender: Recommender, world: list[Document], count: int) -> OpenNeeds:
    needs = [document(f"r:o{n}", "Customs at the port", "Clearance of goods.", kind="request") for n in range(count)]
    return OpenNeeds.of(recommender.fit(HybridIndex().fit(world)), needs, kind="solution")


WORLD = [
    document(
        "s:everyone", "Customs and tanks", "Rainwater tanks at schools; clearance of goods at the port.", goal="6"
    ),
    document("s:schools", "Tanks", "Rainwater tanks at schools; pupils keep them clean.", goal="6"),
    *(document(f"s:{n}", "Vaccines", "Clinics in villages.", goal="3") for n in range(8)),
]


def test_an_offer_that_suits_this_need_more_than_the_others_gains_over_one_that_suits_everybody() -> None:
    wanted = open_needs(Recommender(), WORLD, FEWEST)

    matches = Recommender().fit(HybridIndex().fit(WORLD), wanted).recommend(NEED, kind="solution", **PUBLIC)
    gained = {match.key: part(match, "mutual") for match in matches}

    assert gained["s:schools"] > gained["s:everyone"]


def test_fewer_open_needs_than_an_average_takes_add_nothing() -> None:
    wanted = open_needs(Recommender(), WORLD, FEWEST - 1)

    matches = Recommender().fit(HybridIndex().fit(WORLD), wanted).recommend(NEED, kind="solution", **PUBLIC)

    assert {part(match, "mutual") for match in matches} == {0}


def test_what_is_kept_of_open_needs_is_two_numbers_a_document_and_survives_pickling() -> None:
    wanted = open_needs(Recommender(), WORLD, FEWEST)
    copy = pickle.loads(pickle.dumps(wanted))  # noqa: S301, our own bytes

    assert set(vars(wanted)) == {"keys", "mean", "deviation", "count", "_places"}
    assert (copy.keys, copy.count, copy.mean.tolist()) == (wanted.keys, wanted.count, wanted.mean.tolist())


def test_beyond_the_scan_the_best_candidates_are_compared_and_come_out_the_same() -> None:
    everything, few = (ranked(Recommender(scan=scan, candidates=5), *WORLD) for scan in (100, 5))

    assert [(m.key, m.score) for m in few][:2] == [(m.key, m.score) for m in everything][:2]
