"""Requests in another language -> solutions in English, beside the same requests in English by BM25."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matching.encoders import Encoder
from matching.evaluation.metrics import Scores
from matching.evaluation.pool import PerRequest, Pool, bm25, means, scores, summary, with_vectors
from matching.recommender import Recommender


def across_languages(recommender: Recommender, pool: Pool, encoders: Sequence[Encoder]) -> dict[str, Any]:
    """All languages together and each apart; nothing if no request is there in another language."""
    rows = [row for row in pool.asked if pool.rows[row].translated]
    if not rows:
        return {}
    asked = Pool(pool.rows, rows)
    needs = with_vectors([pool.rows[row].need_translated() for row in rows], encoders, asking=True)
    english = asked.measure(bm25(recommender.index_, [pool.rows[row].need() for row in rows], pool.keys))
    table = scores(recommender, needs, pool.keys)
    plain = asked.measure(bm25(recommender.index_, needs, pool.keys))
    spoken = [next(iter(need.texts)) for need in needs]
    return {
        "cross_lingual": summary(asked.measure(table), english),
        "cross_lingual_bm25": summary(plain, english),
        "cross_lingual_same_in_english_bm25": summary(english, english),
        "cross_lingual_by_language": {
            language: _language(asked, table, english, [i for i, one in enumerate(spoken) if one == language])
            for language in sorted(set(spoken))
        },
    }


def _language(pool: Pool, table: Scores, english: PerRequest, chosen: list[int]) -> dict[str, Any]:
    return {
        "n": len(chosen),
        "mrr_group": means(pool.measure(table, chosen))["mrr_group"],
        "same_in_english_bm25": round(float(english["mrr_group"][chosen].mean()), 4),
    }
