"""Reading the invented examples for their tests, with the loaders' own schemas."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from app.accounts.demo import PersonLine
from app.config import FIXTURES
from app.core.fixtures import FixtureLine, read_lines
from app.country_requests.demo import RequestLine
from app.exchanges.demo import ExchangeLine
from app.organisations.demo import OrganisationLine
from app.solutions.demo import SolutionLine

FOLDER = FIXTURES / "examples"


@cache
def people() -> tuple[PersonLine, ...]:
    return tuple(read_lines(FOLDER / "people.jsonl", PersonLine))


@cache
def organisations() -> tuple[OrganisationLine, ...]:
    return tuple(read_lines(FOLDER / "organisations.jsonl", OrganisationLine))


@cache
def solutions() -> tuple[SolutionLine, ...]:
    return tuple(read_lines(FOLDER / "solutions.jsonl", SolutionLine))


@cache
def exchanges() -> tuple[ExchangeLine, ...]:
    return tuple(read_lines(FOLDER / "exchanges.jsonl", ExchangeLine))


@cache
def requests() -> tuple[RequestLine, ...]:
    return tuple(read_lines(FOLDER / "requests.jsonl", RequestLine))


Record = OrganisationLine | SolutionLine | ExchangeLine | RequestLine


def records() -> tuple[Record, ...]:
    """Everything that a reader can open; people are no records."""
    return (*organisations(), *solutions(), *exchanges(), *requests())


def texts(line: FixtureLine) -> Iterator[str]:
    """Every string that stands in `line`, at any depth."""
    yield from _strings(line.model_dump(mode="json"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
