"""The worker's part of ranking: a look at all open requests, now and then."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import col

from app.core.db import db, utc_now, writing
from app.core.index import catalogue
from app.country_requests.models import CountryRequest
from app.country_requests.search import documents
from app.recommendations.models import RankerMemory
from app.recommendations.ranker import name_of_ranker, open_needs_over

MOST = 2_000  # of the newest open requests; an average needs no more


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
