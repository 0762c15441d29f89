"""What people of the world have set aside: a shortlist with a note, a record that is gone, one just removed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.saved.models import Kept
from tests.factories import LONG_AGO
from tests.languages.world import TYPED, World

GONE = 987_654


def add_set_aside(session: Session, world: World) -> None:
    kept = {world.solutions["en"]: TYPED["note"], world.solutions["ar"]: "", world.solutions["zh"]: "", GONE: ""}
    for number, note in kept.items():
        removed_at = utc_now() if number == world.solutions["zh"] else None
        session.add(
            Kept(
                person_id=world.people["amina"], solution_id=number, note=note, kept_at=LONG_AGO, removed_at=removed_at
            )
        )
