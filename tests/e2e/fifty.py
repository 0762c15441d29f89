"""Fifty solutions that wait for a moderator: `python -m tests.e2e.fifty`, in the environment of the served site."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from app import create_app
from app.accounts.models import Appointment, Person
from app.core.db import utc_now, writing
from app.core.permissions import Actor
from app.moderation.models import Why
from app.moderation.service import enter
from app.solutions import service
from app.solutions.facts import ClaimFacts, SolutionFacts

MANY = 50
NAMES = ("Seed bank", "Rain gauge", "Cold box", "School garden", "Solar pump")


def add() -> None:
    app = create_app()
    with app.test_request_context("/en/"), writing() as session:
        budi = session.scalars(select(Person).where(col(Person.email) == "budi@example.org")).one()
        edits = session.scalars(select(Appointment).where(col(Appointment.person_id) == budi.id)).first()
        assert edits is not None
        for number in range(MANY):
            facts = SolutionFacts(
                title=f"{NAMES[number % 5]} {chr(65 + number // 5) * 9} {number}", standfirst="In short.",
                challenge="A challenge.", approach="An approach.", country="XB",
                claims=[ClaimFacts(code="3.8", evidence_line="A survey of 2024.")],
            )  # fmt: skip
            sent = service.submit(
                session, facts, organisation_id=int(edits.scope_id), answers={}, by=Actor(budi.id), now=utc_now()
            )
            enter(session, "solution", sent.solution_id, why=Why.NEW, now=utc_now())


if __name__ == "__main__":
    add()
