"""A request as the answers that would make it: where changing it begins, and taking up again what was closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from app.core.drafts import Answers
from app.country_requests.models import CountryRequest

REMOTE = {True: ["yes"], False: ["no"], None: []}


def answers_from(row: CountryRequest, *, agreed: bool = False) -> Answers:
    """What one would have typed to send it. `agreed`: what was agreed to in sending it still holds."""

    def typed(kept: Callable[[Any], list[str]], *names: str) -> dict[str, list[str]]:
        return {name: kept(getattr(row, name)) for name in names}

    return {
        "asking": typed(_one, "country", "institution", "ministry"),
        "readers": typed(_one, "wished_visibility"),
        "title": typed(_one, "title", "source_language"),
        "problem": typed(_one, "problem", "who_is_affected", "where"),
        "background": typed(_one, "causes", "efforts"),
        "deadline": _day("deadline", row.deadline),
        "plan": {**typed(_one, "plan_reference"), **typed(_chosen, "gender_marker")},
        "goals": {"goals": row.goals},
        "targets": {"targets": [code for code in row.targets if "." in code]},
        "sectors": typed(list, "sectors"),
        "outcome": typed(_one, "outcome", "indicators"),
        "modalities": typed(list, "modalities"),
        "partners": typed(list, "languages", "preferred_regions"),
        "requirements": {**typed(list, "must_speak", "must_offer"), **typed(_one, "practical_requirements")},
        "timing": {
            **_day("start", row.start),
            **typed(_one, "duration_months"),
            "remote_possible": REMOTE[row.remote_possible],
        },
        "amounts": {
            **typed(_chosen, "currency"),
            **typed(_one, "total", "own_cash", "own_kind", "other_contributions"),
        },
        "instruments": typed(list, "instruments"),
        "capacity": typed(_one, "absorptive_capacity"),
        "afterwards": typed(_one, "sustainability", "monitoring"),
        "contact": {**typed(_one, "contact"), **({"consent": ["yes"]} if agreed else {})},
    }


def _one(value: object) -> list[str]:
    return ["" if value is None else str(value)]


def _chosen(value: object) -> list[str]:
    return [] if value is None else [str(value)]


def _day(name: str, value: date | None) -> dict[str, list[str]]:
    return {f"{name}-{part}": [str(getattr(value, part)) if value else ""] for part in ("day", "month", "year")}
