"""Many needs at once give what each would get alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from matching import HybridIndex, Recommender
from matching.batch import recommend_many
from tests.matching.worlds import PUBLIC, document

OFFERS = [document(f"s:{n}", f"Rainwater tanks {n}", goal=str(n % 17 + 1), day=n) for n in range(40)]
NEEDS = [document(f"r:{n}", "Water tanks", kind="request", goal=str(n % 17 + 1)) for n in range(120)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_batch_gives_what_each_need_gets_alone(tmp_path: Path, jobs: int) -> None:
    index = HybridIndex().fit(OFFERS)
    index.save(tmp_path / "index")
    alone = Recommender().fit(index)

    found = recommend_many(Recommender(), tmp_path / "index", NEEDS, jobs=jobs, kind="solution", **PUBLIC)

    assert found == [alone.recommend(need, kind="solution", **PUBLIC) for need in NEEDS]


def test_each_need_may_ask_for_something_of_its_own(tmp_path: Path) -> None:
    index = HybridIndex().fit(OFFERS)
    alone = Recommender().fit(index)
    own: list[dict[str, Any]] = [
        {"limit": 1 + n % 3, "exclude": {"goal": {str(n % 17 + 1)}} if n % 2 else None} for n in range(len(NEEDS))
    ]

    found = recommend_many(Recommender(), index, NEEDS, own=own, kind="solution", **PUBLIC)

    assert found == [
        alone.recommend(need, kind="solution", **PUBLIC, **more) for need, more in zip(NEEDS, own, strict=True)
    ]
