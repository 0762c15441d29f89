"""Finding documents by words, facets and pages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matching import Document, HybridIndex, Recommender, Text
from tests.matching.worlds import PUBLIC, document, found, keys

WATER = {
    "en": "Clean water and sanitation Ethiopia",
    "fr": "Eau propre et assainissement Éthiopie",
    "es": "Agua limpia y saneamiento Etiopía",
    "pt": "Água potável e saneamento Etiópia",
    "ru": "Чистая вода и санитария Эфиопия",
    "ar": "المياه النظيفة والنظافة الصحية إثيوبيا",
    "zh": "清洁饮水和卫生设施 埃塞俄比亚",
}
HEALTH = {
    "en": "Good health and well-being Senegal",
    "fr": "Bonne santé et bien-être Sénégal",
    "ar": "الصحة الجيدة والرفاه السنغال",
    "zh": "良好健康与福祉 塞内加尔",
}


@pytest.fixture(scope="module")
def index() -> HybridIndex:
    return HybridIndex().fit(
        [
            document("s:1", "Rainwater tanks", "For schools in dry areas.", names=WATER, goal="6", day=1, evidence=0.2),
            document("s:2", "Mobile clinics", "Nurses on the road.", names=HEALTH, goal="3", day=3, evidence=0.9),
            document("s:3", "Écoles et citernes", "La formation des maîtres.", written="fr", goal="4", day=2),
            document("s:4", "节水灌溉技术", "推广滴灌", written="zh", goal="2", day=0),
            document("s:5", "Rainwater for clinics", "Kept by members.", audience="members", goal="6"),
            document("s:6", "Rainwater example", standing="example", goal="6"),
        ]
    )


@pytest.mark.parametrize(
    "words",
    [
        "ＷＡＴＥＲ sanitation",
        "Éthiopie",
        "ethiopie assainissement",
        "Etiopía",
        "Etiópia água",
        "чистой воды",
        "Эфиопия",
        "المياه النظيفة",
        "مياه",
        "اثيوبيا",
        "清洁饮水",
        "卫生设施",
        "埃塞俄比亚",
    ],
)
def test_a_name_in_any_of_seven_languages_finds_its_document(index: HybridIndex, words: str) -> None:
    assert found(index, words)[0] == "s:1"


@pytest.mark.parametrize("words", ["santé", "SANTE", "الصحة", "صحة", "健康", "塞内加尔", "bien-être"])
def test_health_is_found_by_its_own_word(index: HybridIndex, words: str) -> None:
    assert found(index, words) == ["s:2"]


@pytest.mark.parametrize(("words", "key"), [("formations", "s:3"), ("école", "s:3"), ("灌溉", "s:4"), ("滴", "s:4")])
def test_text_is_found_in_its_own_language(index: HybridIndex, words: str, key: str) -> None:
    assert found(index, words) == [key]


def test_one_han_character_finds_longer_words_in_text_and_names(index: HybridIndex) -> None:
    assert sorted(found(index, "水")) == ["s:1", "s:4"]


def test_every_word_must_be_there(index: HybridIndex) -> None:
    assert found(index, "rainwater schools") == ["s:1"]


def test_without_a_document_that_has_every_word_any_word_will_do(index: HybridIndex) -> None:
    assert sorted(found(index, "rainwater clinics")) == ["s:1", "s:2"]


def test_a_function_word_need_not_be_there(index: HybridIndex) -> None:
    assert found(index, "rainwater to the schools") == ["s:1"]


def test_function_words_alone_are_taken_as_words(index: HybridIndex) -> None:
    assert found(index, "the of") == []


@pytest.mark.parametrize("words", ["", " ", "\n\t"])
def test_without_words_everything_visible_is_there(index: HybridIndex, words: str) -> None:
    assert index.search(words, **PUBLIC).total == 4


@pytest.mark.parametrize("words", ["!!!", "😀", "\ud800", "…"])
def test_signs_without_a_word_find_nothing(index: HybridIndex, words: str) -> None:
    assert index.search(words, **PUBLIC).total == 0


def test_the_key_is_never_read_as_words(index: HybridIndex) -> None:
    assert found(index, "s") == []


def test_the_newest_come_first(index: HybridIndex) -> None:
    assert found(index, "", order="newest") == ["s:2", "s:3", "s:1", "s:4"]


def test_the_best_evidence_comes_first(index: HybridIndex) -> None:
    assert found(index, "", order="evidence")[:2] == ["s:2", "s:1"]


def test_an_unknown_order_is_refused(index: HybridIndex) -> None:
    with pytest.raises(ValueError, match="order is"):
        index.search(**PUBLIC, order="best")  # type: ignore[arg-type]


def test_a_bare_string_in_place_of_codes_is_refused(index: HybridIndex) -> None:
    with pytest.raises(TypeError, match="goal: a collection"):
        index.search(**PUBLIC, filters={"goal": "13"})


def test_a_negative_page_is_refused(index: HybridIndex) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        index.search(**PUBLIC, offset=-1)


def test_a_page_starts_where_the_last_one_ended(index: HybridIndex) -> None:
    assert found(index, "", limit=2) + found(index, "", limit=2, offset=2) == found(index, "")


def test_a_page_knows_the_whole_number(index: HybridIndex) -> None:
    assert index.search(limit=1, **PUBLIC).total == 4


def test_a_page_after_the_last_is_empty(index: HybridIndex) -> None:
    assert found(index, "", offset=50) == []


def test_a_filter_keeps_any_of_its_codes(index: HybridIndex) -> None:
    assert sorted(found(index, "", filters={"goal": ["6", "3"]})) == ["s:1", "s:2"]


def test_a_filter_without_a_code_keeps_nothing(index: HybridIndex) -> None:
    assert found(index, "", filters={"goal": []}) == []


def test_an_unknown_facet_keeps_nothing(index: HybridIndex) -> None:
    assert found(index, "", filters={"colour": ["blue"]}) == []


def test_an_excluded_code_is_gone(index: HybridIndex) -> None:
    assert "s:1" not in found(index, "", exclude={"goal": ["6"]})


def test_a_count_leaves_out_its_own_filter(index: HybridIndex) -> None:
    counts = index.count(**PUBLIC, filters={"goal": ["6"]}, facets=["goal", "kind"])

    assert counts == {"goal": {"6": 1, "3": 1, "4": 1, "2": 1}, "kind": {"solution": 1}}


def test_an_unknown_facet_has_no_counts(index: HybridIndex) -> None:
    assert index.count(**PUBLIC, facets=["colour"]) == {"colour": {}}


def test_members_see_what_is_theirs(index: HybridIndex) -> None:
    asked = {"audience": ["public", "members"], "standing": ["confirmed", "example"]}

    assert sorted(keys(index.search("rainwater", **asked))) == ["s:1", "s:5", "s:6"]  # type: ignore[arg-type]


def test_an_explanation_adds_up_to_the_score(index: HybridIndex) -> None:
    words = "rainwater sanitation schools"
    [hit] = index.search(words, **PUBLIC).hits

    assert sum(value for _, value in index.explain(hit.key, words)) == pytest.approx(hit.score, abs=1e-5)


def test_an_explanation_shows_the_words_as_typed(index: HybridIndex) -> None:
    assert [word for word, _ in index.explain("s:3", "Formations")] == ["Formations"]


def test_an_unknown_document_cannot_be_explained(index: HybridIndex) -> None:
    with pytest.raises(KeyError):
        index.explain("s:99", "water")


@pytest.mark.parametrize(
    "bad", [Document(""), Document("k" * 201), Document("a", evidence=2), Document("a", facets={"\0x": frozenset()})]
)
def test_a_document_that_cannot_be_indexed_is_refused_whole(bad: Document) -> None:
    index = HybridIndex().fit([document("s:1", "Water")])
    with pytest.raises(ValueError, match=r"."):
        index.partial_fit([document("s:2", "Water"), bad])

    assert index.search(**PUBLIC).total == 1


@pytest.mark.parametrize("text", ["\0", "\ud800\udfff", "é" * 1_000_000, "水" * 100_000, "😀" * 1000, "ﷺ\u0301\u200f"])
def test_any_text_can_be_indexed_and_asked(text: str) -> None:
    index = HybridIndex().fit([Document("a", {"en": Text(text, text)}, {"ar": text})])

    assert index.search(text, **PUBLIC).total in (0, 1)


EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)


def placed(key: str, title: str, vector: object, **more: Any) -> Document:
    """A document with a vector of the model "own:1"."""
    return replace(document(key, title, **more), vectors={"own:1": vector})


def test_words_of_another_language_find_what_is_near_in_meaning() -> None:
    away = [placed(f"s:{n}", "Customs", NORTH) for n in range(9)]
    index = HybridIndex().fit([placed("s:water", "Safe water", EAST), *away])

    assert found(index, "مياه مأمونة") == []
    assert found(index, "مياه مأمونة", meaning={"own:1": EAST}) == ["s:water"]


def test_meaning_is_asked_only_where_no_document_has_every_word() -> None:
    away = [placed(f"s:{n}", "Customs", NORTH) for n in range(9)]
    index = HybridIndex().fit([placed("s:water", "Safe water", EAST), *away])

    assert len(found(index, "customs", meaning={"own:1": EAST})) == 9


def test_counts_read_meaning_as_the_search_does() -> None:
    away = [placed(f"s:{n}", "Customs", NORTH, goal="9") for n in range(9)]
    index = HybridIndex().fit([placed("s:water", "Safe water", EAST, goal="6"), *away])

    assert index.count("agua", **PUBLIC, meaning={"own:1": EAST}, facets=["goal"]) == {"goal": {"6": 1}}


def test_the_first_stage_alone_orders_by_words_labels_and_evidence() -> None:
    offers = [
        document("s:words", "Rainwater tanks for schools"),
        document("s:both", "Rainwater tanks for schools", goal="6"),
        document("s:proven", "Rainwater tanks for schools", goal="6", evidence=1.0),
        document("s:none", "Customs"),
    ]
    need = document("r:1", "Rainwater tanks", goal="6", kind="request")

    hits = HybridIndex().fit(offers).best(need, kind="solution", limit=3, **PUBLIC)

    assert [hit.key for hit in hits] == ["s:proven", "s:both", "s:words"]


WIDER = [
    {"kind": ["request"]},
    {"kind": ["solution", "request"]},
    {"\0audience": ["members"]},
    {"\0standing": ["example"]},
]


@pytest.mark.parametrize("filters", WIDER)
def test_a_filter_never_shows_more_than_may_be_seen_of_the_kind_asked_for(filters: dict[str, list[str]]) -> None:
    world = [
        document("s:1", "Rainwater"),
        document("r:1", "Rainwater", kind="request"),
        document("s:2", "Rainwater", audience="members"),
        document("s:3", "Rainwater", standing="example"),
    ]
    index, need = HybridIndex().fit(world), document("r:2", "Rainwater")

    hits = index.best(need, kind="solution", **PUBLIC, filters=filters)
    matches = Recommender(similar_from=0).fit(index).recommend(need, kind="solution", **PUBLIC, filters=filters)

    assert {hit.key for hit in hits} | {match.key for match in matches} <= {"s:1"}


def test_sharing_hundreds_of_codes_adds_up_without_wrapping_round() -> None:
    places = " ".join(f"X{number}" for number in range(300))
    index = HybridIndex().fit([document("s:all", country=places), document("s:one", country="X1")])

    every, one = index.best(document("r:1", country=places), kind="solution", **PUBLIC)

    assert (every.key, every.score) == ("s:all", 300 * one.score)
