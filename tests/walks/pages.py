"""The pages that somebody may look at, and what each should answer; None where that is not foreseen here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.walks import oracle
from tests.walks.ground import HOME, VISITOR, Player
from tests.walks.oracle import Row, State

PUBLIC = (
    "/en/", "/en/requests", "/en/requests.csv", "/en/requests.json", "/en/requests.atom", "/en/pictures",
    "/en/solutions", "/en/organisations", "/fr/requests", "/ar/",
)  # fmt: skip
OWN = ("/en/account", "/en/requests/mine", "/en/messages", "/en/requests/new", "/en/account/export")
Page = tuple[str, int | None]


def pages_for(player: Player, state: State, which: int, page: int) -> Page:
    """One of all pages, by two numbers."""
    found = [*_about_requests(player, state, which), *_about_the_rest(player, state, which), *_of_all(player, which)]
    return found[page % len(found)]


def _nth(rows: dict[Any, Row], number: int) -> Iterator[Row]:
    if rows:
        yield rows[sorted(rows)[-1 - number % len(rows)]]


def _seen(allowed: bool) -> int:
    return 200 if allowed else 404


def _about_requests(player: Player, state: State, which: int) -> Iterator[Page]:
    for row in _nth(state["country_request"], which):
        here, sees, private = (
            f"/en/requests/{row['id']}",
            oracle.reads_request(player, row),
            oracle.reads_private(player, row),
        )
        signed_in = player.name != VISITOR
        yield here, _seen(sees)
        yield f"{here}.jsonld", None
        yield f"{here}.bib", None
        yield f"/fr{here[3:]}", _seen(sees)
        yield f"{here}/matches", _seen(private) if signed_in else None
        moderates = player.role == "moderator"
        yield f"{here}/matches/shown", 200 if moderates else 403 if sees else 404
        yield f"{here}/sent", _seen(private) if signed_in else None
        for act in ("endorse", "open", "close", "priority", "offer", "question"):
            yield f"{here}/{act}", None if sees else 404


def _about_the_rest(player: Player, state: State, which: int) -> Iterator[Page]:
    for row in _nth(state["offer"], which):
        path = f"/en/requests/{row['country_request_id']}/offers/{row['id']}"
        yield path, _seen(oracle.reads_offer(player, state, row))
    for row in _nth(state["partnership"], which):
        allowed = _seen(oracle.reads_partnership(player, state, row))
        yield f"/en/partnerships/{row['id']}", allowed
        yield f"/en/partnerships/{row['id']}/brief", allowed
    for row in _nth(state["conversation"], which):
        yield f"/en/messages/{row['id']}", _seen(oracle.reads_conversation(player, row))
        yield f"/en/messages/{row['id']}/close", None if oracle.reads_conversation(player, row) else 404
    for row in _nth(state["clearance"], which):
        path = f"/en/countries/{row['country']}/desk/{row['id']}"
        yield path, _seen(player.of_country(row["country"]))
    for row in _nth(state["request_question"], which):
        sees = oracle.reads_question(player, state, row)
        yield f"/en/requests/{row['country_request_id']}/questions/{row['id']}", None if sees else 404
    for row in _nth(state["draft"], which):
        for page in ("", "/title", "/capacity", "/check", "/print"):
            yield f"/en/requests/draft/{row['id']}{page}", None if oracle.writes_draft(player, row) else 404


def _of_all(player: Player, which: int) -> Iterator[Page]:
    yield PUBLIC[which % len(PUBLIC)], 200
    yield OWN[which % len(OWN)], None
    code = (HOME, "XB", "XC", "XD")[which % 4]
    yield f"/en/countries/{code}/desk", _seen(player.of_country(code))
    yield f"/en/countries/{code}/rules", _seen(player.speaks and player.country == code)
    yield "/en/moderation", None
