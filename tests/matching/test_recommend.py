"""What is recommended for a need, in which order, and for which reasons."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from matching import Document, HybridIndex, Match, Recommender, Text, Weights
from tests.matching.worlds import PUBLIC, document


def recommended(need: Document, *world: Document, kind: str = "solution", **asked: Any) -> tuple[Match, ...]:
    return Recommender().fit(HybridIndex().fit(world)).recommend(need, kind=kind, **{**PUBLIC, **asked})


def order(need: Document, *world: Document, **asked: Any) -> list[str]:
    return [match.key for match in recommended(need, *world, **asked)]


def reason(match: Match, name: str) -> tuple[str, ...]:
    return next(part.shared for part in match.parts if part.name == name)


def value(match: Match, name: str) -> float:
    return next(part.value for part in match.parts if part.name == name)


REQUEST = document(
    "r:1",
    "Safe water for rural schools",
    "Pupils drink from open wells.",
    kind="request",
    target="6.1",
    goal="6",
    sector="water-sanitation",
    country="XAA",
    subregion="014",
    region="002",
    group="LDC LLDC",
    language="fr",
    modality="training",
)


def test_every_part_says_what_is_shared() -> None:
    offer = document(
        "s:1",
        "School wells",
        "Water.",
        target="6.1",
        goal="6",
        sector="water-sanitation",
        country="XAA",
        language="fr",
        modality="training",
        evidence=1.0,
    )

    [match] = recommended(REQUEST, offer)

    assert {part.name: part.shared for part in match.parts if part.value} == {
        "text": ("schools", "water", "wells"),
        "goals": ("6.1", "6"),
        "sector": ("water-sanitation",),
        "place": ("XAA",),
        "language": ("fr",),
        "modality": ("training",),
        "evidence": (),
    }


def test_a_shared_target_comes_before_a_shared_goal_and_that_before_none() -> None:
    offers = [
        document("s:none", sector="water-sanitation"),
        document("s:goal", sector="water-sanitation", goal="6"),
        document("s:target", sector="water-sanitation", target="6.1"),
    ]

    assert order(REQUEST, *offers) == ["s:target", "s:goal", "s:none"]


def test_another_target_of_the_goal_counts_as_the_goal() -> None:
    [match] = recommended(REQUEST, document("s:1", target="6.4"))

    assert reason(match, "goals") == ("6",)


def test_claiming_every_goal_does_not_pay() -> None:
    honest = document("s:honest", goal="6")
    eager = document("s:eager", goal=" ".join(str(number) for number in range(1, 18)))

    assert order(REQUEST, eager, honest) == ["s:honest", "s:eager"]


def test_the_nearest_shared_place_counts() -> None:
    offers = [
        document("s:region", goal="6", region="002", subregion="011"),
        document("s:subregion", goal="6", region="002", subregion="014"),
        document("s:country", goal="6", region="002", subregion="014", country="XAA"),
        document("s:elsewhere", goal="6", region="142"),
    ]

    assert order(REQUEST, *offers) == ["s:country", "s:subregion", "s:region", "s:elsewhere"]


def test_a_group_that_few_belong_to_counts_more() -> None:
    offers = [document(f"s:{n}", goal="6", group="LDC") for n in range(3)]

    matches = recommended(REQUEST, *offers, document("s:few", goal="6", group="LLDC"))

    assert matches[0].key == "s:few"


def test_place_and_language_alone_are_no_match() -> None:
    stranger = document("s:1", "Museum of glass", country="XAA", language="fr", modality="training", evidence=1.0)

    assert recommended(REQUEST, stranger) == ()


def test_words_alone_are_a_match() -> None:
    assert order(REQUEST, document("s:1", "Water for schools", "Wells for rural pupils.")) == ["s:1"]


def test_words_spelled_alike_are_a_match() -> None:
    need = Document("r:2", {"en": Text("Irrigation for smallholders")})

    assert order(need, document("s:1", "Irrigating smallholdings"), document("s:2", "Maternal care")) == ["s:1"]


def test_names_of_goals_do_not_count_as_words() -> None:
    named = document("s:1", "Museum", names={"en": "safe water rural schools"})

    assert recommended(REQUEST, named) == ()


def test_a_text_in_another_language_does_not_meet_by_its_spelling() -> None:
    need = Document("r:2", {"fr": Text("formation des formateurs")})

    assert recommended(need, document("s:1", "formation of rocks", written="en")) == ()


def test_a_need_in_chinese_finds_an_offer_in_chinese() -> None:
    need = Document("r:2", {"zh": Text("农村学校缺少安全饮水")})

    assert order(need, document("s:1", "学校饮水处理", written="zh")) == ["s:1"]


def test_a_solution_finds_requests_by_the_same_method() -> None:
    offer = document("s:1", "School wells", target="6.1", goal="6")

    [match] = recommended(offer, REQUEST, document("s:2", goal="6"), kind="request")

    assert (match.key, reason(match, "goals")) == ("r:1", ("6.1", "6"))


def test_both_directions_give_the_same_reasons() -> None:
    offer = document("s:1", "School wells", target="6.1", sector="health water-sanitation", country="XAA")

    [there], [back] = recommended(REQUEST, offer), recommended(offer, REQUEST, kind="request")

    assert value(there, "goals") == value(back, "goals")
    assert value(there, "sector") == value(back, "sector")
    assert value(there, "place") == value(back, "place")


def test_a_need_is_never_its_own_match() -> None:
    assert recommended(REQUEST, REQUEST, kind="request") == ()


def test_what_is_on_a_do_not_propose_list_is_not_proposed() -> None:
    offers = [document("s:1", goal="6", country="XBB"), document("s:2", goal="6", country="XCC")]

    assert order(REQUEST, *offers, exclude={"country": ["XBB"]}) == ["s:2"]


def test_a_filter_keeps_its_codes_alone() -> None:
    offers = [document("s:1", goal="6", country="XBB"), document("s:2", goal="6", country="XCC")]

    assert order(REQUEST, *offers, filters={"country": ["XBB"]}) == ["s:1"]


def test_what_may_not_be_seen_is_not_recommended() -> None:
    offers = [document("s:1", goal="6", audience="members"), document("s:2", goal="6", standing="example")]

    assert recommended(REQUEST, *offers) == ()


def test_ranks_count_from_one() -> None:
    offers = [document(f"s:{n}", goal="6") for n in range(3)]

    assert [match.rank for match in recommended(REQUEST, *offers, limit=2)] == [1, 2]


def test_the_recommender_sees_what_was_published_after_it_was_fitted() -> None:
    index = HybridIndex().fit([])
    recommender = Recommender().fit(index)
    index.partial_fit([document("s:1", goal="6")])

    assert len(recommender.recommend(REQUEST, kind="solution", **PUBLIC)) == 1


NOTHING = dict.fromkeys((part.name for part in fields(Weights)), 0.0)


@pytest.mark.parametrize("wrong", [{"text": -0.1}, NOTHING])
def test_weights_below_nothing_or_all_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Weights(**wrong)


def test_weights_decide() -> None:
    offers = [document("s:goal", goal="6"), document("s:sector", sector="water-sanitation")]
    recommender = Recommender(weights=Weights(**{**NOTHING, "sector": 1.0})).fit(HybridIndex().fit(offers))

    matches = recommender.recommend(REQUEST, kind="solution", **PUBLIC)

    assert {match.key: match.score for match in matches} == pytest.approx({"s:sector": 1.0})


@pytest.mark.parametrize(("filler", "expected"), [(100, ["s:1"]), (1_000_000, [])])
def test_a_need_is_read_up_to_a_bound(filler: int, expected: list[str]) -> None:
    endless = Document("r:2", {"en": Text("", "the " * (filler // 4) + "irrigation")})

    assert order(endless, document("s:1", "Irrigation")) == expected
