"""What the plan says of states, moves and readers, written down once more without the application's own rules.

`State` is what the tables say at one moment. Rows are read by plain SQL, so that nothing of the application is asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.walks.ground import HOME, Player

TABLES = ("country_request", "offer", "partnership", "clearance", "conversation", "request_question", "draft")
COUNTED = ("message", "partnership_step", "partnership_word", "match_answer")
Row = Mapping[str, Any]

Moves = Mapping[str | None, set[str]]

# From where to where; None: what begins.
REQUEST_MOVES: Moves = {
    None: {"submitted", "endorsed"},  # sent by its focal point it is endorsed in the same act
    "submitted": {"endorsed", "closed"},
    "endorsed": {"open", "closed"},
    "open": {"shortlisted", "closed"},
    "shortlisted": {"negotiating", "closed"},
    "negotiating": {"partnered", "closed"},
    "partnered": set(),
    "closed": set(),
}
LINE = (
    "identified", "cleared", "introduced", "negotiating", "formulated", "agreed", "implementing", "completed",
    "evaluated", "followed_up",
)  # fmt: skip
BOTH_CONFIRM = {"introduced", "agreed", "completed"}
OFFER_MOVES: Moves = {
    None: {"waiting", "sent"},
    "waiting": {"sent", "not_cleared", "withdrawn"},
    "sent": {"withdrawn"},
    "not_cleared": set(),
    "withdrawn": set(),
}
CONVERSATION_MOVES: Moves = {
    None: {"waiting", "open"},
    "waiting": {"open", "not_cleared", "closed"},
    "open": {"closed"},
    "not_cleared": set(),
    "closed": set(),
}
CLEARANCE_MOVES: Moves = {
    None: {"cleared", "not_cleared", "withdrawn"},
    "cleared": set(),
    "not_cleared": set(),
    "withdrawn": set(),
}


class State:
    def __init__(self, path: Path) -> None:
        connection = sqlite3.connect(path)
        connection.row_factory = sqlite3.Row
        self.rows: dict[str, dict[Any, Row]] = {
            name: {row["id"]: dict(row) for row in connection.execute(f"SELECT * FROM {name}")} for name in TABLES
        }
        self.counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in COUNTED}
        connection.close()

    def __getitem__(self, name: str) -> dict[Any, Row]:
        return self.rows[name]

    @property
    def fingerprint(self) -> str:
        """All of it, so that two states can be told apart."""
        return json.dumps([self.rows, self.counts], sort_keys=True, default=str)

    def request_of(self, row: Row) -> Row:
        """The request that an offer, a question or a partnership is about."""
        if "offer_id" in row:
            row = self["offer"][row["offer_id"]]
        return self["country_request"][row["country_request_id"]]


def phases_after(row: Row) -> set[str]:
    """Where a partnership may go from here."""
    phase = row["phase"]
    if phase == "suspended":
        return {row["paused"], "cancelled"}
    if phase == "cancelled":
        return set()
    place = LINE.index(phase)
    onward = set(LINE[place + 1 : place + 2])
    if place < LINE.index("completed"):
        onward.add("cancelled")
        if place >= LINE.index("introduced"):
            onward.add("suspended")
    return onward


# Who reads what -------------------------------------------------------------------------------------------------


def is_own(player: Player, request: Row) -> bool:
    sent_it = player.person_id is not None and request["submitted_by"] == player.person_id
    return sent_it or player.of_country(request["country"])


def reads_private(player: Player, request: Row) -> bool:
    return is_own(player, request) or player.role == "moderator"


def reads_request(player: Player, request: Row) -> bool:
    if reads_private(player, request):
        return True
    if request["status"] == "submitted" or request["endorsed_at"] is None:
        return False
    return request["visibility"] == "public" or (request["visibility"] == "members" and bool(player.role))


def edits(player: Player, offer: Row) -> bool:
    return player.role == "organisation-editor" and player.organisation == offer["organisation_id"]


def reads_offer(player: Player, state: State, offer: Row) -> bool:
    if edits(player, offer) or player.of_country(offer["country"]):
        return True
    return offer["sent_at"] is not None and reads_private(player, state.request_of(offer))


def reads_partnership(player: Player, state: State, row: Row) -> bool:
    offer = state["offer"][row["offer_id"]]
    return edits(player, offer) or reads_private(player, state.request_of(offer))


def reads_conversation(player: Player, row: Row) -> bool:
    """Its two sides; a country's side is read by its focal points and assistants."""
    sides = [row["opener"], row["answerer"] if row["sent_at"] else ""]
    own = {f"country:{player.country}"} if player.of_country(player.country) else set()
    if player.role == "organisation-editor":
        own = {f"organisation:{player.organisation}"}
    overseen = row["overseer"] is not None and player.of_country(row["overseer"])
    return overseen or bool(own & set(sides))


def reads_question(player: Player, state: State, row: Row) -> bool:
    request = state.request_of(row)
    if not reads_request(player, request):
        return False
    asked = player.person_id is not None and row["asked_by"] == player.person_id
    return row["answered_at"] is not None or asked or reads_private(player, request)


def writes_draft(player: Player, draft: Row) -> bool:
    shared = json.loads(draft["shared_with"])
    return player.person_id is not None and (draft["person_id"] == player.person_id or player.person_id in shared)


def reads_words_of(player: Player, state: State, draft_id: str, reads: Callable[[Player, Row], bool]) -> bool:
    """What was typed in a draft: for whoever writes it, reads what it became, or has asked for that again."""
    draft = state["draft"][draft_id]
    numbers = {int(draft["sent_as"])} if draft["sent_as"] else set()
    for number, row in sorted(state["country_request"].items()):
        if row["follows"] in numbers:
            numbers.add(number)
    again = (row for row in state["draft"].values() if row["follows"] in numbers or row["edits"] in numbers)
    return (
        writes_draft(player, draft)
        or any(reads(player, state["country_request"][number]) for number in numbers)
        or any(writes_draft(player, row) for row in again)
    )


def speaks_for(player: Player, request: Row) -> bool:
    return player.speaks and player.country == request["country"]


def may_write_for_home(player: Player) -> bool:
    return player.country == HOME and player.role in {"focal-point", "team-assistant", "organisation-editor"}
