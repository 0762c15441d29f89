"""Claims of organisations, and an invitation to edit one, in the world that every page is looked at with."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core.db import utc_now
from app.core.links import link_token
from app.core.permissions import Actor
from app.core.records import Standing
from app.organisations import service
from app.organisations.flags import raise_flag
from app.organisations.invitations import PURPOSE, invite
from app.organisations.messages import review_token
from app.organisations.models import CheckKind, FlagKind, Organisation, Review, ReviewAnswer
from app.organisations.service import Proof
from app.organisations.timeline import Stage
from app.organisations.verification import Answer, record_checks
from app.solutions.models import Solution
from tests.languages.sentences import SENTENCES
from tests.languages.world import TYPED, World


def proof() -> Proof:
    return Proof(
        position=TYPED["position"], work_address=TYPED["contact"], letter=TYPED["letter"],
        telephone=TYPED["telephone"], listed_at=TYPED["number is at"],
    )  # fmt: skip


def add_claims(session: Session, world: World) -> None:
    """Of the institute that Budi edits, of a new one, and one that was not approved."""
    now, people = utc_now(), world.people
    dalia, amina = Actor(person_id=people["dalia"]), Actor(person_id=people["amina"])
    carla = Actor(person_id=people["carla"])
    facts = {"name": TYPED["claimed name"], "acronym": "GPTI-3", "country": "XB", "summary": SENTENCES["en"][0]}
    listed = service.claim(session, world.organisations["en"], proof(), by=dalia, now=now)
    new = service.create(session, facts, proof(), language="en", by=amina, now=now)
    declined = service.claim(session, world.organisations["ar"], proof(), by=amina, now=now)
    _verify_and_flag(session, world)
    reason = TYPED["ministry"]
    service.decline(session, declined.id or 0, reason=reason, seen=declined.version, by=carla, now=now)
    world.claims |= {"listed": listed.id or 0, "new": new.id or 0, "declined": declined.id or 0}


def _verify_and_flag(session: Session, world: World) -> None:
    """The institute of Budi is verified; one more was looked at, and two flags stand on it."""
    now, carla, bola = utc_now(), Actor(person_id=world.people["carla"]), Actor(person_id=world.people["bola"])
    yes = dict.fromkeys(CheckKind, Answer(True, TYPED["comment"]))
    until = now.date() + timedelta(days=300)
    record_checks(session, world.organisations["en"], yes, valid_until=until, by=carla, now=now)
    number, some = world.organisations["fr"], {CheckKind.REACHED: Answer(False, TYPED["comment"])}
    record_checks(session, number, some, valid_until=until, by=carla, now=now)
    for kind, who in ((FlagKind.OBSERVATION, carla), (FlagKind.SUSPENDED, bola)):
        raise_flag(session, number, kind, TYPED["comment"], by=who, now=now)


def add_reviews(session: Session, world: World) -> None:
    """What Budi's institute was asked about: once to be answered, once answered, once in need of an update."""
    number, now = world.organisations["en"], utc_now()
    row = session.get_one(Organisation, number)
    row.review_due_on, row.freshness = now.date() + timedelta(days=300), 0
    person = session.get_one(Person, world.people["budi"])
    for years, (name, said) in enumerate(
        {"open": None, "true": ReviewAnswer.STILL_TRUE, "update": ReviewAnswer.UPDATE}.items()
    ):
        due = now.date() - timedelta(days=years)
        review = Review(kind="organisation", record_id=number, due_on=due, asked_at=now, answer=said)
        session.add(review)
        session.flush()
        world.tokens[f"review {name}"] = review_token(review, person)
    hidden = Organisation(
        name=TYPED["partner"], source_language="en", standing=Standing.CONFIRMED, status="suspended",
        created_at=now, changed_at=now,
    )  # fmt: skip
    session.add(hidden)
    session.flush()
    world.organisations["suspended"] = hidden.key
    office = {"name": TYPED["office"], "role": SENTENCES["en"][1], "languages": "English, French"}
    row.organisation_type, row.focal_points, row.is_network = "10", [office], True
    row.members = [{"organisation_id": world.organisations["fr"]}, {"name": TYPED["ministry"]}]
    row.excellence_by, row.excellence_source = TYPED["partner"], "https://example.org/7"
    row.excellence_until = now.date() + timedelta(days=90)
    archived = session.get_one(Solution, world.solutions["zh"])
    archived.freshness, archived.last_confirmed_on = int(Stage.ARCHIVED), now.date()


def invitation_token(session: Session, world: World) -> str:
    budi = Actor(person_id=world.people["budi"])
    row = invite(session, world.organisations["en"], "dalia@example.org", by=budi, now=utc_now())
    return link_token(PURPOSE, row.id)
