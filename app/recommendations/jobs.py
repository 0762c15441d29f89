"""The worker's part of ranking: a look at all open requests, now and then, and the batch of the weekly mails."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import select
from sqlmodel import col

from app.core.db import db, utc_now, writing
from app.core.fail_points import reached
from app.core.index import catalogue
from app.country_requests.models import CountryRequest
from app.country_requests.search import documents
from app.recommendations import batch
from app.recommendations.mailed import asked_by
from app.recommendations.models import RankerMemory
from app.recommendations.ranker import name_of_ranker, open_needs_over
from app.recommendations.selection import ranked

MOST = 2_000  # of the newest open requests; an average needs no more
AT_ONCE = 100  # records that are ranked between two writes


def look_at_open_requests() -> int:
    """Remember what each solution gives to the open requests on average; returns how many there were.

    Nothing is held open while it is worked out; only two numbers for each solution are kept.
    """
    newest = select(col(CountryRequest.id)).order_by(col(CountryRequest.id).desc()).limit(MOST)
    needs = list(documents(db.session, list(db.session.scalars(newest))))
    content = open_needs_over(catalogue(), needs)
    db.session.rollback()
    with writing() as session:
        session.merge(RankerMemory(ranker=name_of_ranker(), made_at=utc_now(), content=content))
    return len(needs)


def rank_for(people: Collection[int], *, standing: Collection[str], now: datetime, stopping: Callable[[], bool]) -> int:
    """Rank the records of these people both ways, each once, before their mails are written; how many there were.

    Kept block by block: what was ranked before a stop, or by another worker, is not ranked again.
    """
    index = catalogue()
    missing = batch.not_ranked(db.session, asked_by(db.session, people, standing=standing, now=now))
    for start in range(0, len(missing), AT_ONCE):
        if stopping():
            break
        some = missing[start : start + AT_ONCE]
        marks, found = batch.marks_of(db.session, some), ranked(index, db.session, some)
        db.session.rollback()
        with writing() as session:
            batch.keep(session, some, found, marks, now)
        reached("ranked")
    return len(missing)
