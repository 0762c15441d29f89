"""Whoever has left the office or the institution reads and writes nothing more in the country's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlmodel import col

from app.accounts.models import Appointment, SecondFactor
from app.core.db import writing
from tests.accounts.signing_in import sign_in_alone
from tests.browser import Browser
from tests.country_requests.walking import ANSWERS, begin, fill, send_off, sent_request, stored

Open = Callable[..., Browser]
pytestmark = pytest.mark.both_engines


def leave(app: Flask, person_id: int) -> None:
    with app.app_context(), writing() as session:
        session.query(Appointment).filter_by(person_id=person_id).one().valid_to = date(2026, 6, 30)


@pytest.mark.parametrize("name", ["amina", "tariq"])
def test_a_draft_of_a_country_is_closed_to_whoever_left(
    app: Flask, people: dict[str, int], as_: Open, name: str
) -> None:
    official = as_(name)
    draft = begin(official)
    fill(official, draft, "asking", "title", "amounts")
    page = official.get(f"{draft}/amounts")
    leave(app, people[name])
    assert official.get(draft, status=404).status == 404
    assert official.get(f"{draft}/print", status=404).status == 404
    official.submit(page, ANSWERS["amounts"], action="/amounts", status=404)


def test_whoever_sent_a_request_and_left_reads_it_as_everybody_and_answers_nothing(
    app: Flask, people: dict[str, int], as_: Open
) -> None:
    tariq = as_("tariq")
    draft = begin(tariq)
    fill(tariq, draft)
    number = int(send_off(tariq, draft).response.request.path.split("/")[-2])
    assert "250,000" in tariq.get(f"/en/requests/{number}").text
    amina = as_("amina")
    amina.submit(amina.get(f"/en/requests/{number}/endorse"), {"audience": "public"})
    amina.submit(amina.get(f"/en/requests/{number}/open"), {"audience": "public"})
    budi = as_("budi")
    budi.submit(budi.get(f"/en/requests/{number}/question"), {"words": "Is there a radio station?"})
    question = f"/en/requests/{number}/questions/1"
    assert tariq.get(question).form_values()
    leave(app, people["tariq"])
    page = tariq.get(f"/en/requests/{number}").text
    assert "Early warning of floods" in page
    assert "250,000" not in page
    assert tariq.client.get(question).status_code in {403, 404}


def test_a_draft_of_changes_is_not_sent_with_a_password_alone(app: Flask, people: dict[str, int], as_: Open) -> None:
    amina = as_("amina")
    number = sent_request(amina)
    page = amina.submit(amina.get(f"/en/requests/{number}"), {}, action="/change")
    draft = page.response.request.path
    with app.app_context(), writing() as session:
        session.execute(delete(SecondFactor).where(col(SecondFactor.person_id) == people["amina"]))
    other = Browser(app)
    sign_in_alone(other, people["amina"])
    fill(other, draft, "problem")
    before = stored(app, number)
    values = other.get(f"{draft}/check").form_values("/check")
    answer = other.client.post(f"{draft}/check", data=values)
    assert "second-factor" in str(answer.location)
    assert stored(app, number).version == before.version


def test_a_country_that_is_none_of_one_s_own_is_a_wrong_answer_and_locks_nobody_out(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    page = amina.submit(amina.get(f"{draft}/asking"), {"country": "KEN"}, action="/asking", status=422)
    amina.submit(page, ANSWERS["asking"], action="/asking")
    assert amina.get(draft).status == 200
