"""Labels that taggers predict for an evaluation: nobody tells of a text that they learned from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from matching.encoders import Vectors, unit
from matching.evaluation.evaluate import evaluate
from matching.evaluation.initiatives import Initiative, in_folds, read
from matching.evaluation.pool import TEXT_ONLY, Pool, scores
from matching.evaluation.predicted import ToldLabels, learned, predicted
from matching.labels import SDGTagger
from matching.recommender import Recommender
from matching.topics import TopicEncoder

FILE = Path(__file__).parents[2] / "fixtures/evaluation/initiatives.jsonl"
TOPICS = (TopicEncoder(),)


class ByHeart:
    """A cheat: knows every text that it learned from by its group, and nothing of any other text."""

    name, version, weight = "labels", "1", 1.0

    def __init__(self, rows: Sequence[Initiative]) -> None:
        groups = sorted({row.group for row in rows})
        self.dimensions = len(groups)
        self.known = {
            words: groups.index(row.group)
            for row in rows
            for side in (row.solution, row.request)
            for words in (side.title, side.body, f"{side.title}. {side.body}")
        }

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            if text in self.known:
                rows[number, self.known[text]] = 1
        return rows


class OwnHabit:
    """Says the same of every text, and something else than any other tagger."""

    name, version, weight, dimensions = "labels", "1", 1.0, 8

    def __init__(self, rows: Sequence[Initiative]) -> None:
        self.habit = unit(np.random.default_rng(len(rows)).normal(size=(1, 8)).astype(np.float32))

    def encode(self, texts: Sequence[str], *, asking: bool = False) -> Vectors:
        return np.repeat(self.habit, len(texts), axis=0)


@pytest.fixture(scope="module")
def pool() -> Pool:
    rows = read([FILE])[:60]
    return Pool(rows, range(len(rows)))


def test_taggers_that_know_by_heart_what_they_learned_gain_nothing_by_it(pool: Pool) -> None:
    cheating, ignorant = predicted(pool, TOPICS, ByHeart), predicted(pool, TOPICS, lambda _: ByHeart([]))

    assert cheating is not None
    assert ignorant is not None
    assert np.allclose(cheating["mrr_exact"], ignorant["mrr_exact"])


def test_which_tagger_speaks_tells_nothing_of_the_partner(pool: Pool) -> None:
    told = predicted(pool, TOPICS, OwnHabit)
    needs = [pool.rows[row].need() for row in pool.asked]
    plain = pool.measure(
        scores(Recommender(weights=TEXT_ONLY, encoders=TOPICS).fit(pool.index(TOPICS)), needs, pool.keys)
    )

    assert told is not None
    assert np.allclose(told["mrr_group"], plain["mrr_group"])


def test_held_out_requests_are_learned_from_by_nobody() -> None:
    rows = read([FILE])[:60]
    seen: list[Initiative] = []

    def learn(taught: Sequence[Initiative]) -> ToldLabels:
        seen.extend(taught)
        return ToldLabels([])

    found = predicted(Pool(rows, range(40, 60)), TOPICS, learn)

    assert found is not None
    assert len(found["mrr_group"]) == 20
    assert {id(row) for row in seen} == {id(row) for row in rows[:40]}


def test_interchangeable_offers_are_always_in_one_fold() -> None:
    rows = read([FILE])
    folds = in_folds(rows, 5)

    assert set(folds.tolist()) == set(range(5))
    assert len({(row.group, fold) for row, fold in zip(rows, folds.tolist(), strict=True)}) == len(
        {row.group for row in rows}
    )


def test_taggers_tell_of_the_codes_that_enough_groups_have() -> None:
    rows = read([FILE])[:30]
    goals, sectors = learned(rows, None).taggers

    for tagger, kind in ((goals, "goal"), (sectors, "sector")):
        having = {code: {row.group for row in rows if code in row.labels[kind]} for code in tagger.classes_}
        assert min(map(len, having.values())) >= 2
    assert isinstance(goals, SDGTagger)


def test_an_empty_text_says_nothing_and_a_text_without_taggers_neither() -> None:
    told = learned(read([FILE])[:30], None)

    assert not told.encode([""]).any()
    assert np.allclose(np.linalg.norm(told.encode(["Village wells", "Schools"]), axis=1), 1)
    assert ToldLabels([]).encode(["Village wells"]).shape == (1, 0)


def test_a_file_in_two_halves_is_one_pool_with_labels_told_by_the_known_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matching.evaluation.predicted.FOLDS", 3)
    lines = FILE.read_text(encoding="utf-8").splitlines()[:80]
    known, heldout = tmp_path / "known.jsonl", tmp_path / "heldout.jsonl"
    known.write_text("\n".join(lines[::2]), encoding="utf-8")
    heldout.write_text("\n".join(lines[1::2]), encoding="utf-8")

    found = evaluate([known], [heldout], topics=TOPICS)

    assert (found["pool"], found["heldout"]) == (80, ["heldout.jsonl"])
    assert found["predicted_labels_no_encoder"]["n"] == found["bm25"]["n"] == 40
    assert found["predicted_labels"] == found["predicted_labels_no_encoder"]


def test_too_few_groups_to_learn_from_give_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join(FILE.read_text(encoding="utf-8").splitlines()[:12]), encoding="utf-8")

    assert "predicted_labels" not in evaluate([path])


def test_unknown_goals_and_missing_labels_stop_nobody(tmp_path: Path) -> None:
    records = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()[:40]]
    path = tmp_path / "odd.jsonl"
    path.write_text("\n".join(json.dumps({**one, "sdgs": ["of-old"], "sectors": []}) for one in records))

    assert not learned(read([path]), None).taggers
