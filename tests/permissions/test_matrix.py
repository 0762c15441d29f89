"""F-30: who may see and do what, for every address, every kind of person, and objects of one's own and of others.

`who_may_what.csv` says who gets through; whatever it does not say is refused. A new address fails here until
it has its lines in the table: copy them from the failure after thinking about each.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from app.core.db import db
from tests.languages.conftest import Site, built
from tests.permissions.identities import IDENTITIES, add_people, sign_everybody_in
from tests.permissions.looks import Look, looks

TABLE = Path(__file__).parent / "who_may_what.csv"
REFUSED = {401, 403, 404, 410}
ASKED_TO_SIGN_IN = ("/sign-in", "/verify", "/second-step")
THROUGH, NOT = "yes", "-"


@dataclass(frozen=True)
class Walked:
    """The lines of the table as they came out, by the name of the look."""

    found: dict[str, list[str]]
    broken: list[str]


@pytest.fixture(scope="module")
def walked(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    folder = tmp_path_factory.mktemp("permissions")
    with built(sqlite_template, folder) as site:
        add_people(site)
        sign_everybody_in(site)
        site.app.config["WTF_CSRF_ENABLED"] = False  # what is asked here is who may, not with which form
        yield _walk(site, folder / "crux.sqlite")


def _walk(site: Site, database: Path) -> Walked:
    kept = database.with_suffix(".kept")
    _put_away(site)
    shutil.copyfile(database, kept)
    found: dict[str, list[str]] = {}
    broken = []
    for look in looks(site.app, site.world):
        answers = []
        for name in IDENTITIES:
            answer = _ask(site, look, name)
            answers.append(THROUGH if _gets_through(answer) else NOT)
            if answer.status_code >= 500:
                broken.append(f"{look.name} ({name}): {answer.status_code}")
            if look.method == "POST":
                _put_away(site)
                shutil.copyfile(kept, database)
        found[look.name] = answers
    return Walked(found, broken)


def _put_away(site: Site) -> None:
    """Close the database, so that its file is whole and can be replaced."""
    with site.app.app_context():
        db.engine.dispose()


def _ask(site: Site, look: Look, name: str) -> TestResponse:
    client = site.client(name)
    cookies = dict(client._cookies or {})  # signing out, say, must not outlast its line
    answer = client.open(look.address, method=look.method, follow_redirects=look.method == "GET")
    answer.close()
    client._cookies = cookies
    return answer


def _gets_through(answer: TestResponse) -> bool:
    """Neither refused nor asked to sign in first; that a form is wrong is known only to who may send it."""
    where = answer.headers.get("Location", "") if answer.status_code in {302, 303} else answer.request.path
    to_sign_in = any(part in where for part in ASKED_TO_SIGN_IN) and answer.request.path != where
    followed = bool(answer.history) and any(part in answer.request.path for part in ASKED_TO_SIGN_IN)
    return answer.status_code not in REFUSED and not to_sign_in and not followed


def _table() -> dict[str, list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(line for line in file if not line.startswith("#")))
    assert lines[0] == ["address", *IDENTITIES.values()]
    return {line[0]: line[1:] for line in lines[1:]}


def _written(lines: dict[str, list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([name, *answers] for name, answers in lines.items())
    return out.getvalue()


def test_nobody_gets_through_but_those_of_the_table(walked: Walked) -> None:
    table = _table()
    differing = {name: answers for name, answers in walked.found.items() if table.get(name) != answers}
    assert not differing, f"These came out otherwise than {TABLE.name} says:\n{_written(differing)}"


def test_the_table_has_no_line_for_what_is_no_more(walked: Walked) -> None:
    assert sorted(_table().keys() - walked.found.keys()) == []


def test_whose_account_is_switched_off_has_the_rights_of_a_visitor(walked: Walked) -> None:
    places = list(IDENTITIES)
    visitor, gone = places.index("visitor"), places.index("gone")
    assert [name for name, answers in walked.found.items() if answers[gone] != answers[visitor]] == []


def test_no_request_breaks_the_site_whoever_sends_it(walked: Walked) -> None:
    assert walked.broken == []
