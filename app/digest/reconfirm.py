"""The section "records to reconfirm": what the owners of a record have been asked and not yet answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts.models import Person, Subscriber
from app.core.addresses import permanent
from app.core.mail import absolute_url
from app.core.records import Standing, Visibility
from app.digest.selection import Candidate, Told, Window
from app.digest.tellings import task
from app.organisations.messages import review_token
from app.organisations.models import Review
from app.organisations.permissions import edited_organisations
from app.organisations.review_kinds import ReviewedKind, reviewed_kinds
from app.organisations.reviews import open_reviews
from app.translation.service import text_in


def records_to_reconfirm(session: Session, _subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    """What has waited longest comes first; a record that went elsewhere meanwhile is not asked about."""
    reader = window.reader
    asked = open_reviews(session, sorted(edited_organisations(reader)))
    return list(_candidates(session, asked, window)) if asked else ()


def _candidates(session: Session, asked: Sequence[Review], window: Window) -> Iterator[Candidate]:
    person = session.get_one(Person, window.reader.person_id)
    for review in asked:
        kind = reviewed_kinds()[review.kind]
        row = session.get(kind.model, review.record_id)
        if row is None or row.status != kind.published or row.review_due_on != review.due_on:
            continue
        yield Candidate(
            item=f"review:{review.id}",
            version=1,
            score=-float(review.due_on.toordinal()),
            group=f"review:{review.id}",
            standings=frozenset({row.standing.value}),
            tell=partial(_told, review, kind, row, None if window.preview else person),
        )


def _told(review: Review, kind: ReviewedKind, row: Any, person: Person | None) -> Told:
    """The link asks and needs no sign-in, as that of the yearly question; without a person it shows the record."""
    if person is None:
        page = permanent(f"{kind.name}s", row.key)
    else:
        page = absolute_url("reviews.show", token=review_token(review, person))
    return task(
        text_in(row, kind.title),
        url=page,
        because=_("Once a year we ask whether what stands here is still true. One click and one button are enough."),
        act=_("Is it still true?"),
        act_url=page,
        example=row.standing == Standing.EXAMPLE,
        is_public=row.visibility == Visibility.PUBLIC,
    )
