"""What the worker and the commands do about digests: find work in rows, write each mail in one short write.

Safe to run any number of times at once, and to be killed anywhere: uniqueness decides, and what was left
half done is found again as rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

import structlog
from flask import current_app
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts.models import Subscriber
from app.core.db import Busy, db, utc_now, writing
from app.core.fail_points import reached
from app.digest import service
from app.digest.messages import Issue, weekly
from app.digest.models import DigestMail, DigestMailState, DigestRun, WhyNone
from app.digest.readers import reader_behind, readers_of, subscribers_due, subscribers_waiting, why_none
from app.digest.sections import candidates_for, prepare
from app.digest.selection import Candidate, Window, choose, standings_mailed
from app.digest.weeks import Week, week_named, week_of, weeks_at
from app.organisations.suspended import forget as forget_suspended
from app.translation.service import put_away

log = structlog.get_logger()

ROWS_A_WRITE = 200
PLANNED, EMPTY = DigestMailState.PLANNED, DigestMailState.EMPTY


def never() -> bool:
    return False


def plan_due(*, now: datetime | None = None, stopping: Callable[[], bool] = never) -> Counter[str]:
    """For the scheduler: write the digests of those whose day and hour have come."""
    moment = now or utc_now()
    for week in weeks_at(moment):
        _plan(week, subscribers_due(_fresh(), week, now=moment), moment)
    return resume(now=moment, stopping=stopping)


def plan_everybody(*, now: datetime, stopping: Callable[[], bool] = never) -> Counter[str]:
    """For `crux digest plan | send`: this week's digest for everyone who has none, now.

    Those who were told "nothing new" earlier this week are looked at again.
    """
    week = week_of(now)
    empty = service.digests_in(_fresh(), [EMPTY], week=week)
    _plan(week, subscribers_waiting(_fresh(), week), now)
    done = resume(now=now, stopping=stopping)
    return done + _write(empty, now=now, stopping=stopping, seen=EMPTY)


def resume(*, now: datetime, stopping: Callable[[], bool] = never) -> Counter[str]:
    """Write what is planned and not written: also what an interrupted run left."""
    for week in weeks_at(now):
        with writing() as session:
            service.plan_again(session, week, now=now)
    done = _write(service.digests_in(_fresh(), [PLANNED]), now=now, stopping=stopping)
    close_runs(now=now)
    return done


def close_runs(*, now: datetime) -> None:
    with writing() as session:
        service.close_runs(session, now=now)
    reached("closed")


def write(digest_mail_id: int, *, now: datetime, seen: DigestMailState = PLANNED) -> str:
    """Write one digest: "rendered", "empty", or "elsewhere" when somebody else just did."""
    digest = _fresh().get(DigestMail, digest_mail_id)
    if digest is None or digest.state != seen:
        return "elsewhere"
    subscriber = db.session.get_one(Subscriber, digest.subscriber_id)
    week = week_named(db.session.get_one(DigestRun, digest.run_id).iso_week)
    why = why_none(db.session, subscriber, week, now=now)
    issue = None if why else issue_for(subscriber, week, now=now, digest_mail_id=digest_mail_id)
    with writing() as session:
        if issue is None:
            done = service.write_none(session, digest_mail_id, why or WhyNone.NOTHING_NEW, seen=seen, now=now)
        else:
            done = service.write_mail(session, digest_mail_id, issue.message, issue.items, seen=seen, now=now)
    state = "rendered" if issue else "empty"
    reached(state)
    return state if done else "elsewhere"


def issue_for(
    subscriber: Subscriber, week: Week, *, now: datetime, digest_mail_id: int = 0, preview: bool = False
) -> Issue | None:
    """What `subscriber` would be sent for `week`; None when nothing is new. `preview`: for somebody else to see."""
    items = new_items(subscriber, week, now=now, preview=preview)
    return weekly(subscriber, week, items, digest_mail_id=digest_mail_id, preview=preview) if items else None


def new_items(subscriber: Subscriber, week: Week, *, now: datetime, preview: bool = False) -> list[Candidate]:
    session = db.session
    window = replace(_window(week, now), reader=reader_behind(session, subscriber, now=now), preview=preview)
    told = service.told_to(session, int(subscriber.id or 0))
    return choose(candidates_for(session, subscriber, window), told=told, standings=window.standings)


def _window(week: Week, now: datetime) -> Window:
    return Window(*week.window, now=now, standings=standings_mailed(demo=current_app.config["DEMO"]))


def _write(
    digests: list[int], *, now: datetime, stopping: Callable[[], bool], seen: DigestMailState = PLANNED
) -> Counter[str]:
    """Write each of these; what is the same for many readers is worked out before, for some of them at a time."""
    done = Counter[str]()
    for start in range(0, len(digests), ROWS_A_WRITE):
        some = digests[start : start + ROWS_A_WRITE]
        if not stopping():
            prepare(readers_of(_fresh(), some), _window(week_of(now), now), stopping)
        done.update(_written(key, now=now, seen=seen) for key in _until(stopping, some))
    return done


def _written(key: int, *, now: datetime, seen: DigestMailState) -> str:
    """As `write`; "broken" where a record is in a state that nobody thought of: it keeps no other reader waiting.

    It stays planned, is tried again each minute, and its run stays open until the alarm says so.
    """
    try:
        return write(key, now=now, seen=seen)
    except (Busy, OperationalError):  # not of this reader: the database is away
        raise
    except Exception:
        _fresh()
        log.exception("digest not written", digest=key)
        return "broken"


def _plan(week: Week, subscriber_ids: list[int], now: datetime) -> None:
    """A run exists from the first person who is due; each person has one row in it."""
    for start in range(0, len(subscriber_ids), ROWS_A_WRITE):
        with writing() as session:
            run = service.run_of(session, week, now=now)
            service.plan_mails(session, int(run.id or 0), subscriber_ids[start : start + ROWS_A_WRITE], now=now)
        reached("planned")


def _until(stopping: Callable[[], bool], keys: Iterable[int]) -> Iterable[int]:
    for key in keys:
        if stopping():
            return
        yield key


def _fresh() -> Session:
    """The session with nothing read before: what others wrote in the meantime is seen, and a long run holds little."""
    session: Session = db.session
    session.rollback()
    put_away(session)
    forget_suspended(session)
    return session
