"""Reading the documented catalogue for its tests, with the loaders' own schemas."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.config import FIXTURES
from app.core.fixtures import SourcedLine, read_lines
from app.exchanges.demo import ExchangeLine
from app.organisations.demo import OrganisationLine
from app.solutions.demo import SolutionLine

FOLDER = FIXTURES / "catalogue"
Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    text = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in text if not line.startswith("#")))


@cache
def initiatives() -> dict[str, dict[str, Any]]:
    lines = (FIXTURES / "evaluation" / "initiatives.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@cache
def organisations() -> dict[str, OrganisationLine]:
    return {line.key: line for line in read_lines(FOLDER / "organisations.jsonl", OrganisationLine)}


@cache
def solutions() -> dict[str, SolutionLine]:
    return {line.key: line for line in read_lines(FOLDER / "solutions.jsonl", SolutionLine)}


@cache
def exchanges() -> dict[str, ExchangeLine]:
    return {line.key: line for line in read_lines(FOLDER / "exchanges.jsonl", ExchangeLine)}


def records() -> Iterator[SourcedLine]:
    yield from organisations().values()
    yield from solutions().values()
    yield from exchanges().values()


def mapped() -> Iterator[tuple[dict[str, Any], ExchangeLine]]:
    """Each kept record of the evaluation list, with the exchange it became."""
    for row in table("record_map.csv"):
        yield initiatives()[row["initiative"]], exchanges()[row["exchange"]]
