"""The demonstration: the documented catalogue, the invented examples, and a person for each role.

Loading twice changes nothing; loading changed files alters what differs. A database with real accounts is
refused: examples beside real requests would be taken for real.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.accounts import demo as people
from app.accounts.service import has_real_accounts
from app.config import FIXTURES
from app.core.fixtures import Loaded
from app.core.records import Standing
from app.country_requests import demo as requests
from app.exchanges import demo as exchanges
from app.organisations import demo as organisations
from app.solutions import demo as solutions


class DemoRefused(Exception):
    """The demonstration may not be loaded here; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was loaded, for the person who asked."""

    documented: list[Loaded]
    examples: list[Loaded]

    def lines(self) -> list[str]:
        return [
            *(f"Documented {_words(loaded)}" for loaded in self.documented),
            *(f"Example {_words(loaded)}" for loaded in self.examples),
        ]


def load_demo(session: Session, *, demo_mode: bool, now: datetime, folder: Path = FIXTURES) -> Report:
    """Load everything under `folder`, lowest first; `DemoRefused` outside demo mode or beside real accounts."""
    if not demo_mode:
        raise DemoRefused("Example records belong in a demonstration only: set CRUX_MODE=demo.")
    if has_real_accounts(session):
        raise DemoRefused("This database has real accounts; give the demonstration a database of its own.")
    documented = _catalogue(session, folder / "catalogue", Standing.DOCUMENTED, {}, now)
    known = {loaded.kind: loaded.ids for loaded in documented}
    examples = _catalogue(session, folder / "examples", Standing.EXAMPLE, known, now)
    people.load(session, folder / "examples", examples[0].ids, now=now)
    return Report(documented, [*examples, requests.load(session, folder / "examples", now=now)])


def _catalogue(
    session: Session, folder: Path, standing: Standing, known: dict[str, dict[str, int]], now: datetime
) -> list[Loaded]:
    """Organisations, then solutions, then exchanges; keys may name records of `known` as well."""
    first = organisations.load(session, folder, standing=standing, now=now)
    bodies = {**known.get("organisation", {}), **first.ids}
    second = solutions.load(session, folder, bodies, standing=standing, now=now)
    shared = {**known.get("solution", {}), **second.ids}
    third = exchanges.load(session, folder, bodies, shared, standing=standing, now=now)
    return [first, second, third]


def _words(loaded: Loaded) -> str:
    return f"{loaded.kind}s: {loaded.new} new, {loaded.altered} altered, {loaded.same} as before."
