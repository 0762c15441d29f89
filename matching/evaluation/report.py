"""The figures of an evaluation as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matching.evaluation.targets import judged

_LADDER = {
    "bm25": "plain stemmed BM25",
    "text_only_no_encoder": "text only, no encoder",
    "text_only_no_encoder_reciprocal40": "  reciprocal, 40 open",
    "text_only": "text only, {encoders}",
    "text_only_reciprocal40": "  reciprocal, 40 open",
    "leave_group_out": "  groups not seen elsewhere",
    "title_only": "  title-only records",
    "without_title_only": "  without these",
    "cross_lingual": "across languages",
    "cross_lingual_bm25": "  BM25 on the same",
    "cross_lingual_same_in_english_bm25": "  BM25, the same in English",
    "labels_p80": "labels kept at 80 %",
    "labels_p60": "labels kept at 60 %",
    "labels_p40": "labels kept at 40 %",
    "leaky_labels": "LEAKY BOUND: shared labels",
}
_COLUMNS = ("mrr_group", "ndcg10_group", "recall10_group", "mrr_exact")


def table(found: Mapping[str, Any]) -> str:
    """Everything, for a terminal of 110 columns."""
    lines = [f"{file['name']}  sha256 {file['sha256']}" for file in found["files"]]
    lines.append(f"{found['bm25']['n']} requests, each ranked over {found['pool']} solutions")
    lines += ["", f"{'':34}{'n':>5}" + "".join(f"{name:>15}" for name in _COLUMNS) + "   95 % (MRR)   gain over BM25"]
    encoders = "+".join(found["encoders"]) or "no encoder"
    lines += [_row(title.format(encoders=encoders), found[key]) for key, title in _LADDER.items() if key in found]
    return "\n".join([*lines, "", *_languages(found), *_reverse(found), *_balance(found), *_judged(found), _NOTE])


_NOTE = (
    "\nText only sees titles and summaries, and what is predicted from them by models that never saw these\n"
    "requests. The gain of rows across languages is over BM25 on the same requests in English. The leaky\n"
    "bound sees goals and sectors, which both sides of this file share by construction: no result."
)


def _row(title: str, row: Mapping[str, Any]) -> str:
    low, high = row["ci95"]
    least, most = row["gain_ci95"]
    numbers = "".join(f"{row[name]:15.3f}" for name in _COLUMNS)
    gain = f"{row['gain_over_bm25']:+.3f} ({least:+.2f}, {most:+.2f})"
    return f"{title:34}{row['n']:5}{numbers}  {low:.2f} to {high:.2f}  {gain}"


def _languages(found: Mapping[str, Any]) -> list[str]:
    own = found.get("cross_lingual_by_language", {})
    shown = [
        f"{name} {one['mrr_group']:.2f} | {one['same_in_english_bm25']:.2f} (n {one['n']})" for name, one in own.items()
    ]
    return ["across languages | BM25 in English:  " + "   ".join(shown), ""] if shown else []


def _reverse(found: Mapping[str, Any]) -> list[str]:
    own = found["reverse"]
    shown = [f"{name} {one['mrr_group']:.3f} (exact {one['mrr_exact']:.3f})" for name, one in own.items()]
    return ["requests for a solution, MRR:  " + "   ".join(shown), ""]


def _balance(found: Mapping[str, Any]) -> list[str]:
    head = f"{'visibility':14}{'nDCG@10':>10}{'provider countries':>20}{'never shown':>13}{'Gini':>8}"
    rows = [
        f"{one['name']:14}{one['ndcg10_group']:10.3f}{one['provider_countries']:20.2f}"
        f"{one['never_shown']:13}{one['exposure_gini']:8.3f}"
        for one in found["balance"]
    ]
    return [head, *rows, ""]


def _judged(found: Mapping[str, Any]) -> list[str]:
    return [
        f"{'pass' if ok else 'FAIL'}  {what}: {figure} (floor {floor})" for what, figure, floor, ok in judged(found)
    ]
