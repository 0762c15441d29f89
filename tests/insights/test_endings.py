"""Why requests were closed is told for many at once, and for none of them alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.db import utc_now, writing
from app.country_requests.models import ClosingReason, RequestStatus
from app.insights.endings import FEWEST, tellable
from tests.browser import Browser
from tests.factories import LONG_AGO, a_country_request

pytestmark = pytest.mark.both_engines
COUNTS = st.dictionaries(st.sampled_from(ClosingReason), st.integers(0, 9))
HEADING = "Why requests were closed"


def _page(app: Flask, counts: Mapping[ClosingReason, int], closed_at: object = LONG_AGO) -> str:
    with app.app_context(), writing() as session:
        for reason, number in counts.items():
            for _ in range(number):
                a_country_request(session, status=RequestStatus.CLOSED, closing_reason=reason, closed_at=closed_at)
    return Browser(app).get("/en/pictures").text


@given(COUNTS)
def test_no_hidden_reason_can_be_worked_out_from_the_others(counts: dict[ClosingReason, int]) -> None:
    shown = tellable(counts)
    hidden = sum(counts.values()) - sum(shown.values())
    assert all(counts[reason] == number >= FEWEST for reason, number in shown.items())
    assert hidden == 0 or hidden >= FEWEST or not shown


@given(COUNTS)
def test_where_every_reason_is_shared_by_three_all_are_shown(counts: dict[ClosingReason, int]) -> None:
    many = {reason: number + FEWEST for reason, number in counts.items()}
    assert tellable(many) == many


def test_a_reason_that_three_share_is_shown_with_its_number(app: Flask) -> None:
    text = _page(app, {ClosingReason.NO_PARTNER_FOUND: 4, ClosingReason.MET_ELSEWHERE: 3})
    assert "No partner was found 4 The need was met elsewhere 3" in text


def test_a_reason_of_one_or_two_is_not_shown_and_hides_the_next(app: Flask) -> None:
    text = _page(app, {ClosingReason.NO_PARTNER_FOUND: 5, ClosingReason.MET_ELSEWHERE: 3, ClosingReason.EXPIRED: 1})
    assert "No partner was found 5" in text
    assert "met elsewhere" not in text
    assert "Its time is over" not in text


def test_what_was_closed_this_quarter_is_not_counted_yet(app: Flask) -> None:
    assert HEADING not in _page(app, {ClosingReason.EXPIRED: 5}, closed_at=utc_now() - timedelta(minutes=1))
