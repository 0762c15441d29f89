"""Every permission goes through one function; what no rule allows is denied; an actor is what today's letters say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask, g
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from werkzeug.exceptions import Forbidden, NotFound

from app.accounts.models import Appointment as Letter
from app.core.db import db, utc_now
from app.core.permissions import (
    VISITOR,
    Actor,
    Appointment,
    actor,
    audience_of,
    may,
    register_rules,
    require,
)
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser

ROLES = ["focal-point", "team-assistant", "organisation-editor", "moderator", "administrator"]
SCOPES = ["country", "organisation", "site"]
IDS = ["XA", "XB", "1", ""]
appointments = st.builds(Appointment, st.sampled_from(ROLES), st.sampled_from(SCOPES), st.sampled_from(IDS))
actors = st.builds(Actor, person_id=st.none() | st.integers(1, 9), appointments=st.frozensets(appointments, max_size=4))


@given(actors, appointments)
def test_an_actor_holds_a_role_only_within_the_scope_of_its_letter(who: Actor, asked: Appointment) -> None:
    assert who.has(asked.role, asked.scope_type, asked.scope_id) == (asked in who.appointments)
    assert (asked.scope_id in who.scopes(asked.role, asked.scope_type)) == (asked in who.appointments)


@given(actors)
def test_nobody_is_a_member_without_signing_in_and_a_letter(who: Actor) -> None:
    assert who.is_member == (who.person_id is not None and len(who.appointments) > 0)


@given(actors)
def test_what_moderators_see_holds_what_members_see_and_that_what_everybody_sees(who: Actor) -> None:
    seen = audience_of(who)
    assert "public" in seen
    assert ("members" in seen) == (who.is_member or who.has("moderator"))
    assert ("moderators" in seen) == who.has("moderator")


@given(who=actors, action=st.text(max_size=20))
def test_an_action_that_no_feature_registered_is_denied(who: Actor, action: str) -> None:
    with Flask("empty").app_context():
        assert not may(who, action, object())


def test_two_rules_for_one_action_are_a_mistake_of_the_program() -> None:
    app = Flask("empty")
    register_rules(app, {"solution.see": lambda _who, _what: True})
    with pytest.raises(ValueError, match=r"solution\.see"):
        register_rules(app, {"solution.see": lambda _who, _what: True})


def test_a_refusal_hides_that_the_thing_exists_unless_it_is_known() -> None:
    with Flask("empty").test_request_context():
        g.actor = VISITOR
        with pytest.raises(NotFound):
            require("anything")
        with pytest.raises(Forbidden):
            require("anything", hide=False)


RULES_PAGE = "/en/countries/XA/rules"


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("begins", "ends", "status"), [(-9, None, 200), (-9, 0, 200), (0, 9, 200), (1, None, 404), (-9, -1, 404)]
)
def test_a_page_opens_only_while_the_letter_is_in_force(app: Flask, begins: int, ends: int | None, status: int) -> None:
    today = utc_now().date()
    letter = Letter(
        person_id=0,
        role="focal-point",
        scope_type="country",
        scope_id="XA",
        valid_from=today + timedelta(days=begins),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )
    browser = Browser(app)
    sign_in(browser, a_person(app, roles=(letter,)))
    browser.get(RULES_PAGE, status=status)


@pytest.mark.both_engines
def test_a_letter_that_ends_is_felt_at_the_next_click(app: Flask) -> None:
    from app.accounts.models import Appointment as Row
    from app.core.db import writing

    letter = Letter(person_id=0, role="focal-point", scope_type="country", scope_id="XA", valid_from=date(2026, 1, 1))
    browser = Browser(app)
    sign_in(browser, a_person(app, roles=(letter,)))
    browser.get(RULES_PAGE)
    with app.app_context(), writing() as session:
        session.query(Row).one().valid_to = utc_now().date() - timedelta(days=1)
    browser.get(RULES_PAGE, status=404)


@pytest.mark.both_engines
@pytest.mark.parametrize(("signed_in", "questions"), [(False, 0), (True, 3)])
def test_a_visitor_costs_no_question_and_a_person_few(
    app: Flask, amina_signed_in: Browser, signed_in: bool, questions: int
) -> None:
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    client = amina_signed_in.client if signed_in else app.test_client()
    with client:
        client.get("/en/no-such-page")
        assert actor().is_signed_in == signed_in
    assert len([each for each in asked if each.startswith("SELECT")]) == questions, asked


@pytest.fixture
def amina_signed_in(app: Flask) -> Browser:
    browser = Browser(app)
    sign_in(browser, a_person(app))
    return browser
