"""The states of everything, rebuilt from the record of acts alone."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.walks.oracle import BOTH_CONFIRM, State

Events = list[tuple[str, str, str, dict[str, Any]]]


def events_of(path: Path) -> Events:
    """(kind, number, act, what was so afterwards), in order."""
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "SELECT e.object_type, e.object_id, e.act, t.after FROM audit_event e"
        " LEFT JOIN audit_text t ON t.event_id = e.id ORDER BY e.id"
    ).fetchall()
    connection.close()
    return [(kind, number, act, json.loads(after) if after else {}) for kind, number, act, after in rows]


def check_replay(state: State, events: Events) -> None:
    """What the acts add up to is what the tables hold."""
    told: dict[str, dict[int, Events]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if event[1].isdigit():
            told[event[0]][int(event[1])].append(event)
    assert _requests(told["request"]) == {
        number: (row["status"], row["visibility"], row["version"]) for number, row in state["country_request"].items()
    }
    assert _with_versions(told["offer"]) == {
        number: (row["status"], row["version"]) for number, row in state["offer"].items()
    }
    assert {number: _partnership(found) for number, found in told["partnership"].items()} == {
        number: (row["phase"], row["paused"], row["version"]) for number, row in state["partnership"].items()
    }
    assert {number: found[-1][3]["status"] for number, found in told["conversation"].items()} == {
        number: row["status"] for number, row in state["conversation"].items()
    }
    assert {number: found[-1][3].get("decision") for number, found in told["clearance"].items()} == {
        number: row["decision"] for number, row in state["clearance"].items()
    }
    assert {number: [act for _, _, act, _ in found] for number, found in told["request-question"].items()} == {
        number: ["question.ask", *(["question.answer"] if row["answered_at"] else [])]
        for number, row in state["request_question"].items()
    }
    written = sum(act == "write message" for found in told["conversation"].values() for _, _, act, _ in found)
    assert written + len(state["conversation"]) == state.counts["message"]


def _requests(told: dict[int, Events]) -> dict[int, tuple[str, str, int]]:
    found = {}
    for number, events in told.items():
        status, visibility, version = "", "moderators", 1
        for _kind, _number, _act, after in events:
            status = after["status"]
            visibility, version = after.get("visibility", visibility), after.get("version", version)
        found[number] = (status, visibility, version)
    return found


def _with_versions(told: dict[int, Events]) -> dict[int, tuple[str, int]]:
    """Each act after the first raises the version by one."""
    return {number: (events[-1][3]["status"], len(events)) for number, events in told.items()}


def _partnership(events: Events) -> tuple[str, str | None, int]:
    """Phase, where it was paused, and version; what both confirm was said by both."""
    phase, paused, words = "", None, set()
    for _kind, _number, act, after in events:
        if act == "ask to agree":
            continue
        if act == "agree to phase":
            words.add((after["to"], after["party"]))
            continue
        if after["to"] in BOTH_CONFIRM and after["to"] != paused:
            assert {party for to, party in words if to == after["to"]} | {after["party"]} == {"asks", "offers"}
        paused = phase if after["to"] == "suspended" else None
        phase, words = after["phase"], set()
    return phase, paused, len(events) + 1
