"""What every ranker keeps, whatever it ranks by."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

import matching
from matching import Analyzer, Document, HybridIndex, Match, Recommender, Weights
from matching.encoders import E5Encoder, MiniLMEncoder, USEEncoder
from matching.estimator import Estimator
from matching.labels import SDGTagger, SectorTagger
from matching.own_encoder import SentenceTransformerEncoder
from matching.topics import TopicEncoder
from tests.matching.worlds import PUBLIC, document

Ranked = list[tuple[str, float]]
Ranker = Callable[[Sequence[Document]], Callable[[Document], Ranked]]

TEXT_ALONE = Weights(goals=0, sector=0, place=0, language=0, modality=0, evidence=0, capacity=0, freshness=0)
RECOMMENDERS = {
    "default": Recommender(),
    "text alone": Recommender(weights=TEXT_ALONE),
    "own words only": Recommender(related_weight=0.0),
}
RANKING: dict[str, Any] = {**RECOMMENDERS, "index": HybridIndex()}
ESTIMATORS: dict[str, Any] = {
    **RANKING,
    "analyzer": Analyzer(),
    "goal tagger": SDGTagger(encoder=None),
    "sector tagger": SectorTagger(encoder=None, strength=2.0),
    "topics": TopicEncoder(),
    "own model": SentenceTransformerEncoder(model=None, name="own", version="1"),
    **{encoder.name: encoder for encoder in (USEEncoder(), E5Encoder(), MiniLMEncoder())},
}
WATER: dict[str, Any] = {"target": "6.1", "sector": "water-sanitation"}
NEED = document(
    "request:1",
    "Rainwater for schools",
    "Dry schools need tanks and training.",
    kind="request",
    target="6.1",
    sector="water-sanitation",
    country="XAA",
    language="en",
)
WORLD = [
    document("solution:1", "Rainwater tanks", "For schools in dry areas.", **WATER),
    document("solution:2", "Water training", "Schools train the users of tanks.", goal="6", country="XAA", day=2),
    document("solution:3", "Solar pumps", "Pumps without fuel.", sector="energy", evidence=1.0, language="en"),
    document(
        "solution:4", "Rainwater tanks", "For schools in dry areas.", target="6.1", sector="water-sanitation", day=9
    ),
]


def by_search(estimator: Any) -> Ranker:
    def fitted(world: Sequence[Document]) -> Callable[[Document], Ranked]:
        index = clone(estimator).fit(world)

        def ranked(need: Document) -> Ranked:
            words = " ".join(f"{text.title} {text.body}" for text in need.texts.values())
            return [(hit.key, hit.score) for hit in index.search(words, **PUBLIC).hits]

        return ranked

    return fitted


def by_recommending(estimator: Any) -> Ranker:
    def fitted(world: Sequence[Document]) -> Callable[[Document], Ranked]:
        recommender = clone(estimator).fit(HybridIndex().fit(world))

        def ranked(need: Document) -> Ranked:
            return [(m.key, m.score) for m in recommender.recommend(need, kind="solution", **PUBLIC)]

        return ranked

    return fitted


RANKERS = {name: by_recommending(one) for name, one in RECOMMENDERS.items()} | {"index": by_search(HybridIndex())}


@pytest.fixture(params=RANKERS)
def ranker(request: pytest.FixtureRequest) -> Ranker:
    return RANKERS[request.param]


@pytest.fixture(params=ESTIMATORS)
def estimator(request: pytest.FixtureRequest) -> Any:
    return ESTIMATORS[request.param]


def test_a_clone_has_the_same_parameters(estimator: Any) -> None:
    assert clone(estimator).get_params() == estimator.get_params()


def test_parameters_can_be_set_by_name(estimator: Any) -> None:
    for name, value in estimator.get_params(deep=False).items():
        assert getattr(clone(estimator).set_params(**{name: value}), name) is value


def test_an_unknown_parameter_is_refused(estimator: Any) -> None:
    with pytest.raises(ValueError, match="no parameter"):
        clone(estimator).set_params(colour="blue")


def test_a_parameter_is_kept_as_it_was_given(estimator: Any) -> None:
    given = estimator.get_params(deep=False)

    assert all(getattr(type(estimator)(**given), name) is value for name, value in given.items())


def test_a_representation_names_the_class_and_its_parameters(estimator: Any) -> None:
    shown = repr(estimator)

    assert shown.startswith(f"{type(estimator).__name__}(")
    assert all(f"{name}=" in shown for name in estimator.get_params(deep=False))


def test_every_estimator_of_the_library_is_held_to_this_contract() -> None:
    named = {found for found in _descendants(Estimator) if not found.__name__.startswith("_")}
    library = {found for found in named if found.__module__.startswith("matching")}

    assert {found for found in library if "evaluation" not in found.__module__} == {*map(type, ESTIMATORS.values())}


def test_every_public_class_explains_itself_with_an_example_that_runs() -> None:
    classes = {getattr(matching, name) for name in matching.__all__} | {*map(type, ESTIMATORS.values())}
    silent = [found.__name__ for found in classes if not (found.__doc__ or "").strip()]
    estimators = [found for found in classes if issubclass(found, Estimator)]

    assert silent == []
    assert [found.__name__ for found in estimators if ">>>" not in (found.__doc__ or "")] == []


@pytest.mark.parametrize("name", RANKING)
def test_an_unfitted_ranker_says_so(name: str) -> None:
    fresh = clone(RANKING[name])
    ask = fresh.search if isinstance(fresh, HybridIndex) else lambda **k: fresh.recommend(NEED, kind="solution", **k)

    with pytest.raises(NotFittedError):
        ask(**PUBLIC)


def test_the_world_is_ranked_at_all(ranker: Ranker) -> None:
    assert len(ranker(WORLD)(NEED)) >= 3


def test_scores_never_rise_down_the_list(ranker: Ranker) -> None:
    scores = [score for _, score in ranker(WORLD)(NEED)]

    assert scores == sorted(scores, reverse=True)


def test_equals_stand_newest_first(ranker: Ranker) -> None:
    order = [key for key, _ in ranker(WORLD)(NEED)]

    assert order.index("solution:4") + 1 == order.index("solution:1")


def test_equals_of_one_day_stand_by_key(ranker: Ranker) -> None:
    twins = [document(f"solution:{key}", "Rainwater for dry schools") for key in "cab"]

    ranked = [key for key, _ in ranker([*twins, *WORLD[2:3]])(NEED)]

    assert ranked[:3] == ["solution:a", "solution:b", "solution:c"]


def test_the_order_of_candidates_does_not_matter(ranker: Ranker) -> None:
    assert ranker(WORLD[::-1])(NEED) == ranker(WORLD)(NEED)


def test_labels_that_nobody_has_do_no_harm(ranker: Ranker) -> None:
    strange = document("request:2", "Rainwater tanks", sector="astronomy", target="99.z", country="XXX")

    assert ranker(WORLD)(strange)[0][0] == "solution:4"


def test_an_empty_collection_has_nothing(ranker: Ranker) -> None:
    assert ranker([])(NEED) == []


def test_a_need_without_words_or_labels_breaks_nothing(ranker: Ranker) -> None:
    assert all(score == 0 for _, score in ranker(WORLD)(Document("request:3")))


def test_a_private_document_changes_no_number(ranker: Ranker) -> None:
    secret = document(
        "solution:9", "Rainwater for schools", "Dry tanks.", target="6.1", audience="members", group="LDC"
    )

    assert ranker([*WORLD, secret])(NEED) == ranker(WORLD)(NEED)


def test_refitting_forgets_the_last_documents() -> None:
    index = HybridIndex().fit(WORLD)
    index.fit(WORLD[2:3])

    assert index.search(**PUBLIC).total == 1


@pytest.mark.parametrize("name", RECOMMENDERS)
def test_refitting_a_recommender_forgets_the_last_index(name: str) -> None:
    recommender = clone(RECOMMENDERS[name]).fit(HybridIndex().fit(WORLD))
    recommender.fit(HybridIndex().fit(WORLD[:1]))

    assert [m.key for m in recommender.recommend(NEED, kind="solution", **PUBLIC)] == ["solution:1"]


@pytest.mark.parametrize("name", RECOMMENDERS)
def test_a_pickled_recommender_answers_the_same(name: str) -> None:
    recommender = clone(RECOMMENDERS[name]).fit(HybridIndex().fit(WORLD))
    matches = recommender.recommend(NEED, kind="solution", **PUBLIC)

    assert copied(recommender).recommend(NEED, kind="solution", **PUBLIC) == matches


def test_a_pickled_index_answers_the_same_and_can_be_edited() -> None:
    index = copied(HybridIndex().fit(WORLD))
    index.remove(["solution:3"])

    assert index.search(**PUBLIC).total == 3


@pytest.mark.parametrize("name", RECOMMENDERS)
def test_reasons_add_up_to_the_score_and_none_is_negative(name: str) -> None:
    matches = clone(RECOMMENDERS[name]).fit(HybridIndex().fit(WORLD)).recommend(NEED, kind="solution", **PUBLIC)

    assert all(_adds_up(match) for match in matches)


def _descendants(found: type[Any]) -> set[type[Any]]:
    children: list[type[Any]] = found.__subclasses__()
    return {*children, *(inner for child in children for inner in _descendants(child))}


def copied(estimator: Any) -> Any:
    return pickle.loads(pickle.dumps(estimator))  # noqa: S301, our own bytes


def _adds_up(match: Match) -> bool:
    values = [part.value for part in match.parts]
    return abs(sum(values) - match.score) <= 1e-5 and min(values) >= 0 and match.score <= 1
