"""What people of the world have set aside: a shortlist with a note, a record that is gone, one just removed,
and searches whose new results are told by mail.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.service import subscriber_for
from app.core.db import utc_now
from app.digest.tokens import own_token as own_mail_token
from app.digest.tokens import stop_token
from app.saved.models import Kept, SavedSearch
from app.saved.searches import Search
from app.saved.tokens import confirm_token, own_token
from tests.factories import LONG_AGO, a_subscriber
from tests.languages.world import TYPED, World

GONE = 987_654
BEFORE = LONG_AGO - timedelta(days=1)  # so that the records of the world are new in the searches
STRANGER = "stranger@example.org"


def add_set_aside(session: Session, world: World) -> None:
    kept = {world.solutions["en"]: TYPED["note"], world.solutions["ar"]: "", world.solutions["zh"]: "", GONE: ""}
    for number, note in kept.items():
        removed_at = utc_now() if number == world.solutions["zh"] else None
        session.add(
            Kept(
                person_id=world.people["amina"], solution_id=number, note=note, kept_at=LONG_AGO, removed_at=removed_at
            )
        )


def add_searches(session: Session, world: World) -> None:
    """After the world's digest, which does not tell of them."""
    amina = subscriber_for(session, session.get_one(Person, world.people["amina"]), now=LONG_AGO)
    for subscriber_id in (_stranger(session, world), amina.id or 0):
        for name, query in (("solutions", f"?{urlencode({'q': TYPED['search']})}&goal=13"), ("requests", "")):
            session.add(SavedSearch(subscriber_id=subscriber_id, list_name=name, query=query, created_at=BEFORE))


def _stranger(session: Session, world: World) -> int:
    """An address without an account; its mails have stopped, so that no digest of the world is for it."""
    row = a_subscriber(session, email=STRANGER, name="", stopped_at=utc_now())
    world.tokens["searches"] = own_token(row.id or 0, row.created_at)
    world.tokens["stop of a stranger"] = stop_token(row.id or 0, row.created_at)
    world.tokens["weekly mail"] = own_mail_token(row.id or 0, row.created_at)
    world.tokens["search confirm"] = confirm_token("reader@example.org", "en", Search("solutions", "?goal=13"))
    return row.id or 0
