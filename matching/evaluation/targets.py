"""What the figures have to reach, and whether they do: one line for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PUBLIC_FILE = "8a68e07f54887352407bddff73b1ca6fff3a4488c9b8f171d69b641b5d6fe6b4"
"""The file that the floors were set for; another file has its own level, so they say nothing of it."""

_FLOORS = {  # encoders -> one-way and reciprocal MRR of text alone, with groups
    ("use",): (0.74, 0.77),
    ("use", "e5"): (0.81, 0.83),
    ("use", "e5", "minilm"): (0.86, 0.88),
}
_ACROSS = {("use",): 0.64, ("use", "e5"): 0.68, ("use", "e5", "minilm"): 0.68}

Line = tuple[str, float, float, bool]
"""What, the figure, the floor, and whether the figure reaches it."""


def judged(found: Mapping[str, Any]) -> list[Line]:
    """The lines that apply to these files and encoders; none for other files than the public one."""
    if [file["sha256"] for file in found["files"]] != [PUBLIC_FILE]:
        return []
    encoders = tuple(found["encoders"])
    lines = [
        _line("no encoder, one-way", found["text_only_no_encoder"]["mrr_group"], 0.66),
        _line("no encoder, reciprocal with 40 open", found["text_only_no_encoder_reciprocal40"]["mrr_group"], 0.67),
    ]
    name = "+".join(encoders)
    if encoders in _FLOORS:
        one_way, reciprocal = _FLOORS[encoders]
        lines += [
            _line(f"{name}, one-way", found["text_only"]["mrr_group"], one_way),
            _line(f"{name}, reciprocal with 40 open", found["text_only_reciprocal40"]["mrr_group"], reciprocal),
            _line(f"{name}, across languages", found["cross_lingual"]["mrr_group"], _ACROSS[encoders]),
            _line(
                f"{name}, across languages over BM25 in English",
                found["cross_lingual"]["mrr_group"] / found["cross_lingual_same_in_english_bm25"]["mrr_group"],
                1.0,
            ),
        ]
    if encoders == ("use",):
        lines.append(_line("use, gain over BM25, lower bound", found["text_only"]["gain_ci95"][0], 0.07))
        lines.append(_line("use, labels at 60 % agreement", found["labels_p60"]["mrr_group"], 0.88))
    return lines


def _line(what: str, figure: float, floor: float) -> Line:
    return what, round(figure, 3), floor, figure >= floor
