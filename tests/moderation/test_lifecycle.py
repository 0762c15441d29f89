"""Whatever people do, in whatever order: a solution makes only the moves that are listed."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.db import writing
from app.core.drafts import start_draft
from app.core.permissions import Actor
from app.core.permissions import Appointment as Held
from app.core.records import Outdated, Standing
from app.moderation import service
from app.moderation.models import Decision, ModerationDecision, ModerationItem
from app.moderation.registry import Ruling
from app.solutions.facts import SolutionFacts
from app.solutions.lifecycle import MOVES, WrongStatus, move
from app.solutions.models import WAITING, Solution, SolutionRevision, SolutionStatus
from app.solutions.offering import offer, withdraw_offer
from app.solutions.selection import revision_that_stands
from tests.moderation.ground import LONG_AGO, offered_at_once

DECISIONS = {each.value: each for each in (Decision.PUBLISH, Decision.CHANGES, Decision.NOT_PUBLISHED)}
ACTS = (*DECISIONS, "send", "claim", "release", "undo", "withdraw")
REFUSED = (WrongStatus, Outdated, service.Held, service.NotUndoable)


class Back(Exception):
    """Nothing of an example stays."""


def test_a_move_is_made_if_and_only_if_it_is_listed() -> None:
    for start in SolutionStatus:
        for to in SolutionStatus:
            row = Solution(title="x", status=start, standing=Standing.EXAMPLE, created_at=LONG_AGO, changed_at=LONG_AGO)
            try:
                move(row, to)
            except WrongStatus:
                assert to not in MOVES[start]
            else:
                assert to in MOVES[start]


def do(session: Session, act: str, number: int, people: dict[str, int], now: datetime) -> None:
    carla = Actor(people["carla"], "Carla", frozenset({Held("moderator", "site", "")}))
    row = session.get_one(Solution, number)
    items = select(ModerationItem).where(col(ModerationItem.closed_at).is_(None))
    item = session.scalars(items).first()
    if act == "send":
        scope = str(people["institute"])
        facts = SolutionFacts(title="t", standfirst="s", challenge="c", approach="a", country="XB")
        draft = start_draft(session, kind="solution", person_id=people["budi"], scope=scope, edits=number, now=now)
        offer(session, draft, facts, by=Actor(people["budi"]), now=now)
    elif act == "withdraw":
        withdraw_offer(session, row, by=Actor(people["budi"]), now=now)
    elif act == "undo":
        last = session.scalars(select(ModerationDecision).order_by(col(ModerationDecision.id).desc())).first()
        if last is not None:
            service.undo(session, last, by=carla, now=now)
    elif item is not None and act in DECISIONS:
        service.decide(session, item, Ruling(DECISIONS[act], by=carla, now=now), version=item.version)
    elif item is not None and act == "claim":
        service.claim(session, item, by=carla, now=now)
    elif item is not None:
        service.release(session, item, by=carla)


def test_only_listed_moves_happen_and_what_is_published_has_a_text_that_stands(
    app: Flask, people: dict[str, int]
) -> None:
    number = offered_at_once(app, people, "Cold chain")

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.sampled_from(ACTS), max_size=12))
    def walk(acts: list[str]) -> None:
        try:
            with app.test_request_context(), writing() as session:
                for act in acts:
                    step(session, act)
                raise Back
        except Back:
            pass

    def step(session: Session, act: str) -> None:
        before = session.get_one(Solution, number).status
        try:
            with session.begin_nested():
                do(session, act, number, people, datetime.now(UTC))
        except REFUSED:
            session.expire_all()
        after = session.get_one(Solution, number).status
        assert after == before or reachable(before, after), (act, before, after)
        states = session.scalars(select(SolutionRevision).where(col(SolutionRevision.solution_id) == number)).all()
        assert sum(each.state in WAITING for each in states) <= 1
        if after == SolutionStatus.PUBLISHED:
            assert revision_that_stands(session, number) is not None

    walk()


def reachable(before: SolutionStatus, after: SolutionStatus) -> bool:
    """In one move, or in the two that deciding without claiming first makes."""
    return after in MOVES[before] or any(after in MOVES[between] for between in MOVES[before])
