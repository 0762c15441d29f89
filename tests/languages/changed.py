"""A request that was changed after it was published, one that is being changed, and one that is asked for again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.core.drafts import Draft, start_draft
from app.country_requests.models import CountryRequest, RequestChange
from tests.factories import LONG_AGO
from tests.languages.world import World


def add_changes(session: Session, world: World) -> None:
    changed = session.get_one(CountryRequest, world.requests["ar"])
    session.add(RequestChange(country_request_id=changed.key, changed_at=LONG_AGO, pages=["problem", "deadline"]))
    answers = session.get_one(Draft, world.drafts["full"]).answers  # what somebody typed instead
    draft = start_draft(
        session, kind="country_request", person_id=world.people["amina"], edits=changed.key, answers=answers,
        now=utc_now(),
    )  # fmt: skip
    world.drafts["request changes"] = draft.id
    changed.follows = world.requests["closed"]
