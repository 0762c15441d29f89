"""What a record tells beyond the snapshot, as the answers that would make it: pages that tell nothing are left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.core.fields import Day
from app.solutions.evidence import SELF_REPORTED

Typed = dict[str, list[str]]


def later_answers(content: Mapping[str, Any]) -> dict[str, Typed]:
    pages = {
        "blocks": _rows(content, "building_blocks"),
        "repeating": _ones(content, "preconditions", "skills_needed", "time_to_deploy", "what_failed"),
        "results": _rows(content, "results"),
        "reach": _ones(content, "beneficiaries", "cost_amount", "cost_currency", "cost_year"),
        "stage": _stage(content),
        "proof": _proof(content),
        "capacity": _ones(content, "expert_days") | _day(content, "earliest_date"),
    }
    return {name: typed for name, typed in pages.items() if typed}


def _ones(content: Mapping[str, Any], *names: str) -> Typed:
    told = {name: str(content[name]) for name in names if content.get(name) not in (None, "")}
    return {name: [text] for name, text in told.items()}


def _rows(content: Mapping[str, Any], name: str) -> Typed:
    return dict(_of_rows(name, content.get(name) or []))


def _of_rows(name: str, rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(rows):
        for question, value in row.items():
            yield f"{name}-{number}-{question}", ["" if value is None else str(value)]


def _stage(content: Mapping[str, Any]) -> Typed:
    goes_on = content.get("ongoing")
    told = {"ongoing": ["yes" if goes_on else "no"]} if goes_on is not None else {}
    kinds = {"nature": list(content["nature"])} if content.get("nature") else {}
    return _ones(content, "maturity", "year_from", "year_to") | kinds | told


def _proof(content: Mapping[str, Any]) -> Typed:
    """That it rests on the word of its institution is where everybody starts: no answer."""
    known = content if content.get("evidence") != SELF_REPORTED else {**content, "evidence": None}
    return _ones(known, "evidence", "gender_marker")


def _day(content: Mapping[str, Any], name: str) -> Typed:
    if not content.get(name):
        return {}
    day = date.fromisoformat(content[name])
    return {f"{name}-{part}": [str(getattr(day, part))] for part in Day.PARTS}
