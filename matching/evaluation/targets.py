"""What the figures have to reach, and whether they do: one line for each, also for what a run did not measure.

Q1 to Q5 and F1 are what a prototype reached with equal weights; the lines without such a name ask for more.
The targets of tagging and of speed are judged by the commands that measure them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from matching.benchmark.targets import Target
from matching.evaluation.levels import HELD_OUT, PUBLIC, Level, is_held_out, is_public

Found = Mapping[str, Any]
Read = Callable[[Found], float]

_ELSEWHERE = {
    "goals told without text of the benchmark, and Q6": (">= 80", "python -m matching sdg-benchmark"),
    "speed and size, S1 to S5": ("ratios", "make bench-matching"),
}


def targets(found: Found) -> list[Target]:
    """A verdict for each target; `kept` is None for those that this run did not measure.

    The levels were set for the public file, and for the public file with the held-out one; another file has
    its own, so nothing is said of it.
    """
    if is_held_out(found):
        return [*_levels(found, HELD_OUT), *_gain(found), *_elsewhere()]
    if not is_public(found):
        return [Target("levels", "", "not measured: they were set for the public file alone", None)]
    return [
        *_levels(found, PUBLIC),
        *_gain(found),
        *_across(found),
        *_labels(found),
        *_distractors(found),
        *_shown(found),
        *_elsewhere(),
    ]


def _levels(found: Found, levels: tuple[Level, ...]) -> Iterator[Target]:
    """One-way and reciprocal MRR: of words alone always, of encoders if it was this run's."""
    encoders = tuple(found["encoders"])
    for level in levels:
        if level.encoders not in ((), encoders):
            wanted = f">= {level.one_way:g} / {level.reciprocal:g}"
            missing = f"not measured: --encoders {','.join(level.encoders)}"
            yield Target(f"{level.name}, one-way / reciprocal", wanted, missing, None)
            continue
        key = "text_only" if level.encoders else "text_only_no_encoder"
        yield _least(f"{level.name}, one-way", level.one_way, _mrr(key), found)
        yield _least(f"{level.name}, reciprocal, 40 open", level.reciprocal, _mrr(f"{key}_reciprocal40"), found)


def _gain(found: Found) -> Iterator[Target]:
    absent = "" if found["encoders"] == ["use"] else "--encoders use"
    yield _least("use: gain over BM25, lower bound", 0.07, _lower_bound, found, absent)


def _across(found: Found) -> Iterator[Target]:
    encoders = found["encoders"]
    for name, floor, ran, wanted in (
        ("use", 0.64, encoders == ["use"], "use"),
        ("with e5", 0.68, "e5" in encoders, "use,e5"),
    ):
        yield _least(f"{name}: across languages", floor, _crossing, found, "" if ran else f"--encoders {wanted}")
    absent = "" if encoders else "needs an encoder"
    yield _least("across languages over BM25 in English", 1.0, _over_english, found, absent, "x")
    yield _least("Q3 across languages", 0.65, _crossing, found, absent)
    yield _least("Q3 across languages over BM25 in English", 1.1, _over_english, found, absent, "x")


def _labels(found: Found) -> Iterator[Target]:
    yield _least("Q2 no encoder, labels predicted", 0.59, _told, found)
    yield _least("Q2 the same over BM25", 1.07, _told_over_words, found, "", "x")
    absent = "" if found["encoders"] else "needs an encoder"
    for name, floor in (("labels at 60 % agreement", 0.88), ("Q4 labels at 60 % agreement", 0.85)):
        yield _least(name, floor, _mrr("labels_p60"), found, absent)


def _distractors(found: Found) -> Iterator[Target]:
    absent = "" if "distractors" in found else "--distractors FOLDER, or CRUX_BENCH_DATA"
    if not absent and "text_only" not in found["distractors"]:
        absent = "--distractor-vectors, with an encoder"
    yield _least("Q5 among distractors", 0.54, _hidden, found, absent)
    yield _least("Q5 among distractors over BM25 there", 1.25, _hidden_over_words, found, absent, "x")


def _shown(found: Found) -> Iterator[Target]:
    rows = {row["name"]: row for row in found["balance"]}
    plain, spread = rows["none"], rows["spread .02"]
    wider = spread["provider_countries"] / plain["provider_countries"]
    yield Target("F1 provider countries in ten, spread .02", ">= 1.1x", f"{wider:.3f}x", wider >= 1.1)
    cost = 1 - spread["ndcg10_group"] / plain["ndcg10_group"]
    yield Target("F1 its cost in nDCG@10", "<= 2.5 %", f"{100 * cost:.1f} %", cost <= 0.025)
    for name in ("visibility .1", "visibility .25"):
        share = rows[name]["ldc_exposure"] / (rows[name]["ldc_share_of_offers"] or 1)
        yield Target(f"F1 LDC exposure over share of offers, {name}", ">= 1x", f"{share:.3f}x", share >= 1)
    never = max(rows[name]["never_shown"] for name in ("none", "visibility .1"))
    yield Target("F1 offers never shown", "0", str(never), never == 0)


def _elsewhere() -> Iterator[Target]:
    for name, (wanted, command) in _ELSEWHERE.items():
        yield Target(name, wanted, f"not measured here: {command}", None)


def _least(name: str, floor: float, read: Read, found: Found, absent: str = "", unit: str = "") -> Target:
    """A figure that has to reach a floor; `absent` says what a run needs that this one had not."""
    wanted = f">= {floor:g}{unit}"
    if absent:
        return Target(name, wanted, f"not measured: {absent}", None)
    try:
        figure = read(found)
    except KeyError as missing:
        return Target(name, wanted, f"not measured: these files give no {missing.args[0]}", None)
    return Target(name, wanted, f"{figure:.3f}{unit}", figure >= floor)


def _mrr(key: str) -> Read:
    return lambda found: float(found[key]["mrr_group"])


_crossing, _told = _mrr("cross_lingual"), _mrr("predicted_labels_no_encoder")


def _lower_bound(found: Found) -> float:
    return float(found["text_only"]["gain_ci95"][0])


def _over_english(found: Found) -> float:
    return _crossing(found) / _mrr("cross_lingual_same_in_english_bm25")(found)


def _told_over_words(found: Found) -> float:
    return _told(found) / _mrr("bm25")(found)


def _hidden(found: Found) -> float:
    return _mrr("text_only")(found["distractors"])


def _hidden_over_words(found: Found) -> float:
    return _hidden(found) / _mrr("bm25")(found["distractors"])
