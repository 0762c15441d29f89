"""The section "requests near their deadline": a day of a request that comes soon, a draft that is kept no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import chain

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy import or_
from sqlalchemy.orm import Session
from sqlmodel import col

from app.accounts.models import Subscriber
from app.core.drafts import Draft, drafts_of
from app.core.i18n import current_language, direction_of, style_of
from app.core.mail import absolute_url
from app.core.permissions import Actor, is_entitled
from app.core.records import Standing
from app.country_requests.drafting import title_of, token_for
from app.country_requests.guards import DRAFT_KIND
from app.country_requests.models import CountryRequest
from app.country_requests.permissions import has_sent, is_own
from app.country_requests.selection import of_own_people, seeking_with_a_day
from app.digest.matches import is_open, page_of
from app.digest.selection import Candidate, Told, Window
from app.digest.tellings import task
from app.digest.weeks import local_day
from app.organisations.permissions import edited_organisations
from app.partnerships.selection import numbers_answered
from app.translation.service import LocalText, text_in

SOON = timedelta(weeks=4)
DRAFT_SOON = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class Near:
    """The next day that counts for a request: until then it is answered or asked about, or on it the work begins."""

    day: date
    field: str

    @property
    def words(self) -> str:
        day = _in_words(self.day)
        if self.field == "questions_until":
            return str(_("Questions until %(day)s", day=day))
        if self.field == "deadline":
            return str(_("Answers until %(day)s", day=day))
        return str(_("Expected start: %(day)s", day=day))


def requests_near(session: Session, subscriber: Subscriber, window: Window) -> Sequence[Candidate]:
    """What comes next stands first."""
    reader = window.reader
    if not reader.is_signed_in:
        return ()
    today = local_day(window.now, subscriber.zone)
    return list(chain(_requests(session, reader, today), _drafts(session, window)))


def next_day(row: CountryRequest, today: date) -> Near | None:
    """Of days that are the same, the one after which less can be done."""
    days = [(getattr(row, field), field) for field in ("deadline", "questions_until", "start")]
    coming = [Near(day, field) for day, field in days if day is not None and today <= day <= today + SOON]
    return min(coming, key=lambda near: near.day, default=None)


def _requests(session: Session, reader: Actor, today: date) -> Iterator[Candidate]:
    """Those of one's country, those one has sent, and those that one's institution has answered."""
    which, organisations = of_own_people(reader), edited_organisations(reader)
    if organisations:
        which = or_(which, col(CountryRequest.id).in_(numbers_answered(organisations)))
    for row in seeking_with_a_day(session, which, first=today, last=today + SOON):
        near = next_day(row, today)
        if near is None or not is_entitled(reader, "request.see", row):
            continue
        yield Candidate(
            item=f"deadline:{row.key}",
            version=near.day.toordinal(),
            score=-float(near.day.toordinal()),
            group=f"deadline:{row.key}",
            standings=frozenset({row.standing.value}),
            tell=partial(_request, row, near, reader),
        )


def _request(row: CountryRequest, near: Near, reader: Actor) -> Told:
    page = page_of(row)
    return task(
        text_in(row, "title"),
        url=page,
        facts=near.words,
        because=_why(row, reader),
        act=_("Read the request"),
        act_url=page,
        example=row.standing == Standing.EXAMPLE,
        is_public=is_open(row) and is_own(reader, row),  # who has answered is nobody else's to know
    )


def _why(row: CountryRequest, reader: Actor) -> str:
    if not is_own(reader, row):
        return str(_("Your institution has answered this request."))
    return str(_("You sent this request.") if has_sent(reader, row) else _("You act for the country that asked."))


def _drafts(session: Session, window: Window) -> Iterator[Candidate]:
    for draft in drafts_of(session, window.reader.person_id or 0, kind=DRAFT_KIND, now=window.now):
        if draft.expires_at > window.now + DRAFT_SOON:
            continue
        last = draft.expires_at.date().toordinal()
        yield Candidate(
            item=f"draft:{draft.id}",
            version=last,
            score=-float(last),
            group=f"draft:{draft.id}",
            standings=frozenset(),
            tell=partial(_draft, draft, preview=window.preview),
        )


def _draft(draft: Draft, *, preview: bool) -> Told:
    language = current_language()
    if preview:
        page = absolute_url("country_requests.mine")
    else:
        page = absolute_url("returning.come_back", token=token_for(draft.id))
    return task(
        LocalText(title_of(draft) or _("Request without a title yet"), language, direction_of(language)),
        url=page,
        facts=_(
            "Your draft is kept until %(day)s. It grows with every page you send.",
            day=_in_words(draft.expires_at.date()),
        ),
        because=_("You began a request for a partner."),
        act=_("Continue the request"),
        act_url=page,
    )


def _in_words(day: date) -> str:
    return str(format_date(day, "long", locale=style_of(current_language())))
