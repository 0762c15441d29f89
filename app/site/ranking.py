"""How well matches are found: the committed result of the public evaluation, for the page that shows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask_babel import gettext as _

from app.config import FIXTURES

RESULTS = FIXTURES / "evaluation" / "results.json"


@dataclass(frozen=True, slots=True)
class Line:
    """One way of ranking: how often the partner of history comes first or near it, with its 95 % interval."""

    what: str
    requests: int
    mrr: float
    low: float
    high: float


def lines() -> list[Line]:
    """The rows of the table, plain words first."""
    names = {
        "bm25": _("Words alone, the usual way"),
        "text_only_no_encoder": _("This site without a language model"),
        "text_only": _("This site"),
        "text_only_reciprocal40": _("This site, with 40 open requests"),
        "cross_lingual": _("This site, requests in another language"),
        "labels_p60": _("This site, with goals and sectors that are right six times in ten"),
    }
    found = _results()
    return [
        Line(what, found[key]["n"], found[key]["mrr_group"], *found[key]["ci95"])
        for key, what in names.items()
        if key in found
    ]


def candidates() -> int:
    """How many solutions each request was ranked over."""
    return int(_results()["pool"])


@cache
def _results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found
