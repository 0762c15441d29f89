"""The figures of an evaluation as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matching.evaluation.least_developed import AS_OF

_VERDICT = {True: "pass", False: "FAIL", None: "-   "}

_LADDER = {
    "bm25": "plain stemmed BM25",
    "text_only_no_encoder": "text only, no encoder",
    "text_only_no_encoder_reciprocal40": "  reciprocal, 40 open",
    "text_only": "text only, {encoders}",
    "text_only_reciprocal40": "  reciprocal, 40 open",
    "leave_group_out": "  groups not seen elsewhere",
    "title_only": "  title-only records",
    "without_title_only": "  without these",
    "predicted_labels_no_encoder": "labels predicted, no encoder",
    "predicted_labels": "labels predicted, {encoders}",
    "cross_lingual": "across languages",
    "cross_lingual_bm25": "  BM25 on the same",
    "cross_lingual_same_in_english_bm25": "  BM25, the same in English",
    "distractors_bm25": "among {distractors:,}: BM25",
    "distractors_text_only_no_encoder": "  text only, no encoder",
    "distractors_text_only": "  text only, {encoders}",
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
    hidden = found.get("distractors", {})
    rows = {**found, **{f"distractors_{name}": row for name, row in hidden.items()}}
    named = {"encoders": "+".join(found["encoders"]) or "no encoder", "distractors": hidden.get("pool", 0)}
    lines += [_row(title.format(**named), rows[key]) for key, title in _LADDER.items() if key in rows]
    notes = [*_hidden(found), *_languages(found), *_reverse(found), *_balance(found), *_judged(found), _NOTE]
    return "\n".join([*lines, "", *notes])


_NOTE = """
Text only sees titles and summaries, and what is predicted from them by models that never saw which request is whose.
What is typical of needs and of offers was learned from the texts of the public file; `tune` prints it out of fold.
Labels predicted: goals and sectors told by taggers of other initiatives; none that counts for a pair comes from one
that saw the request, the solution or a group of either. The gain of rows across languages is over BM25 on the same
requests in English, that of rows among distractors over BM25 there. The leaky bound sees goals and sectors, which
both sides of this file share by construction: no result."""


def _row(title: str, row: Mapping[str, Any]) -> str:
    low, high = row["ci95"]
    least, most = row["gain_ci95"]
    numbers = "".join(f"{row[name]:15.3f}" for name in _COLUMNS)
    gain = f"{row['gain_over_bm25']:+.3f} ({least:+.2f}, {most:+.2f})"
    return f"{title:34}{row['n']:5}{numbers}  {low:.2f} to {high:.2f}  {gain}"


def _hidden(found: Mapping[str, Any]) -> list[str]:
    """Why a row among distractors is missing."""
    if "distractors" not in found:
        return ["among distractors: not measured (--distractors FOLDER, or CRUX_BENCH_DATA)", ""]
    if found["encoders"] and "text_only" not in found["distractors"]:
        return ["among distractors with encoders: not measured, vectors take minutes (--distractor-vectors)", ""]
    return []


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
    """One line a setting; the share of LDC offers in the heading is what their exposure is to reach."""
    share = found["balance"][0]["ldc_share_of_offers"]
    head = f"{'balance':26}{'nDCG@10':>9}{'provider countries':>20}{'never shown':>13}{'Gini':>8}{'LDC exposure':>14}"
    rows = [
        f"{one['name']:26}{one['ndcg10_group']:9.3f}{one['provider_countries']:20.2f}"
        f"{one['never_shown']:13}{one['exposure_gini']:8.3f}{one['ldc_exposure']:14.3f}"
        for one in found["balance"]
    ]
    return [f"{head}   (LDC share of offers {share:.3f}, membership as of {AS_OF})", *rows, ""]


def _judged(found: Mapping[str, Any]) -> list[str]:
    shown = [(_VERDICT[one["kept"]], one["name"], one["wanted"], one["found"]) for one in found["targets"]]
    return [f"{verdict}  {name:56}{wanted:>16}   {figure}" for verdict, name, wanted, figure in shown]
