"""A moderator decides: what follows for the record, its author, the log; and how a decision is taken back."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.audit import AuditEvent
from app.core.audit_check import check_chain
from app.core.db import db, utc_now, writing
from app.core.mail import Mail, MailState
from app.moderation.models import Decision, ModerationDecision, ModerationItem
from app.moderation.timing import LEASE, UNDO_WITHIN
from app.solutions.models import RevisionState, SolutionStatus
from tests.browser import Browser
from tests.moderation.ground import (
    Open,
    answer,
    decisions,
    edit,
    item_of,
    offered_at_once,
    revisions,
    send,
    solution,
    stored,
)
from tests.moderation.typed import ANSWERS

pytestmark = pytest.mark.both_engines
People = dict[str, int]


def mails(app: Flask) -> list[str]:
    with app.app_context():
        return [mail.subject for mail in db.session.query(Mail).order_by(Mail.id) if mail.kind.startswith("moderation")]  # type: ignore[arg-type]


def acts(app: Flask) -> list[str]:
    with app.app_context():
        assert check_chain(db.session).good
        return [event.act for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]  # type: ignore[arg-type]


def test_published_it_is_found_by_everybody_and_stands_in_the_public_log(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    answer(as_("carla"), item_of(app, number), "publish")
    assert solution(app, number).status == SolutionStatus.PUBLISHED
    visitor = Browser(app)
    assert "Cold chain" in visitor.get("solutions.index", q="cold").text
    log = visitor.get("decisions.index")
    assert "Cold chain" in log.text
    assert "Published" in log.text
    assert not any(name in log.text for name in ("Carla", "Budi"))
    assert mails(app) == ["Example: Published: Cold chain"]


def test_changes_are_requested_with_reasons_and_the_author_finds_them_beside_the_fields(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered_at_once(app, people, "Cold chain")
    item = item_of(app, number)
    page = answer(as_("carla"), item, "changes", status=422)
    assert "Choose at least one reason" in page.text
    answer(
        as_("carla"), item, "changes", reasons=["evidence"], words="Name the report.",
        notes={"note-title": "Say where.", "note-evidence-3.8": "Which survey?"},
    )  # fmt: skip
    assert solution(app, number).status == SolutionStatus.CHANGES_REQUESTED
    budi = as_("budi")
    state = budi.get("solution_sending.state", number=number)
    assert "Evidence is missing, or does not show what is claimed" in state.text
    draft = budi.submit(state, {}, action="/edit").response.request.path
    assert "Name the report." in budi.get(draft).text
    assert "Say where." in budi.get(f"{draft}/summary").text
    assert "Which survey?" in budi.get(f"{draft}/evidence").text
    assert mails(app) == ["Example: Please change: Cold chain"]
    send(budi, draft, "summary", {"title": "Cold chain for islands"})
    budi.submit(budi.get(f"{draft}/terms"), {"consent": ["yes"]}, action="/terms")
    budi.submit(budi.get(f"{draft}/check"), {}, action="/check")
    shown = as_("carla").get("moderation.show", number=item_of(app, number))
    assert "Cold chain for islands" in shown.text
    assert "Name the report." in shown.text


def test_not_published_it_is_told_with_its_reasons_and_never_in_the_public_log(
    app: Flask, as_: Open, people: People
) -> None:
    number = offered_at_once(app, people, "Buy our pump")
    answer(as_("carla"), item_of(app, number), "not_published", reasons=["promotion", "other"], status=422)
    answer(as_("carla"), item_of(app, number), "not_published", reasons=["promotion"])
    assert solution(app, number).status == SolutionStatus.ARCHIVED
    assert revisions(app, number)[0].state == RevisionState.NOT_PUBLISHED
    assert "Buy our pump" not in Browser(app).get("decisions.index").text
    assert mails(app) == ["Example: Not published: Buy our pump"]


def test_a_decision_is_taken_back_and_made_again_and_each_leaves_its_audit_row(
    app: Flask, as_: Open, people: People
) -> None:
    number, carla = offered_at_once(app, people, "Cold chain"), as_("carla")
    answer(carla, item_of(app, number), "publish")
    back = carla.submit(carla.get("moderation.index"), {}, action="/undo/")
    assert "In review" in back.text
    assert solution(app, number).status == SolutionStatus.IN_REVIEW
    visitor = Browser(app)
    visitor.get("solutions.show", solution_id=number, status=404)
    assert "Cold chain" not in visitor.get("decisions.index").text
    assert "Cold chain" not in visitor.get("solutions.index").text
    answer(carla, item_of(app, number), "publish")
    assert visitor.get("decisions.index").text.count("Cold chain") == 1
    told = [act for act in acts(app) if act.startswith("moderation")]
    assert told == ["moderation.publish", "moderation.undo", "moderation.publish"]


def test_undoing_a_newer_text_brings_the_older_one_back(app: Flask, as_: Open, people: People) -> None:
    number, carla = offered_at_once(app, people, "First text"), as_("carla")
    answer(carla, item_of(app, number), "publish")
    edit(as_("budi"), number, **complete("Second text"))
    answer(carla, item_of(app, number), "publish")
    assert Browser(app).get("solutions.show", solution_id=number).heading == "Second text"
    carla.submit(carla.get("moderation.index"), {}, action="/undo/")
    assert Browser(app).get("solutions.show", solution_id=number).heading == "First text"
    assert solution(app, number).status == SolutionStatus.PUBLISHED
    assert "Second text" in carla.get("moderation.show", number=item_of(app, number)).text


def complete(title: str) -> dict[str, dict[str, object]]:
    return {**ANSWERS, "summary": {"title": title, "standfirst": "In short.", "source_language": "en"}}


def test_only_ones_own_decision_and_only_for_a_while(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    answer(as_("carla"), item_of(app, number), "publish")
    decision = decisions(app)[0].key
    chen = as_("chen")
    token = chen.get("moderation.settings").form_values()["csrf_token"]
    chen.post("moderation.undo", {"csrf_token": token}, number=decision, status=404)
    carla = as_("carla")
    token = carla.get("moderation.index").form_values("/undo/")["csrf_token"]
    with app.app_context(), writing() as session:
        session.get_one(ModerationDecision, decision).decided_at -= UNDO_WITHIN
    with pytest.raises(AssertionError):
        carla.get("moderation.index").form_values("/undo/")
    late = carla.post("moderation.undo", {"csrf_token": token}, number=decision)
    assert "This can no longer be taken back." in late.text
    assert solution(app, number).status == SolutionStatus.PUBLISHED


def test_a_mail_that_has_not_left_is_called_back_with_the_decision(app: Flask, as_: Open, people: People) -> None:
    from app.moderation.messages import is_wanted

    number, carla = offered_at_once(app, people, "Cold chain"), as_("carla")
    answer(carla, item_of(app, number), "publish")
    with app.app_context():
        assert is_wanted(db.session, db.session.query(Mail).filter_by(kind="moderation-decision").one(), utc_now())
    carla.submit(carla.get("moderation.index"), {}, action="/undo/")
    with app.app_context():
        mail = db.session.query(Mail).filter_by(kind="moderation-decision").one()
        assert not is_wanted(db.session, mail, utc_now())
    assert mails(app) == ["Example: Published: Cold chain"]


def test_an_author_whom_the_mail_has_reached_is_told_that_the_decision_was_taken_back(
    app: Flask, as_: Open, people: People
) -> None:
    number, carla = offered_at_once(app, people, "Cold chain"), as_("carla")
    answer(carla, item_of(app, number), "publish")
    with app.app_context(), writing() as session:
        session.query(Mail).filter_by(kind="moderation-decision").one().state = MailState.SENT
    carla.submit(carla.get("moderation.index"), {}, action="/undo/")
    assert mails(app)[-1] == "Example: In review again: Cold chain"


def test_who_holds_it_is_seen_by_the_other_until_the_lease_is_over(app: Flask, as_: Open, people: People) -> None:
    item = item_of(app, offered_at_once(app, people, "Cold chain"))
    carla, chen = as_("carla"), as_("chen")
    carla.submit(carla.get("moderation.index"), {}, action=f"/{item}/claim")
    page = chen.get("moderation.show", number=item)
    assert "Held by Carla until" in page.text
    assert "Decision" not in [heading.text for heading in page.all(".//h2")]
    with app.app_context(), writing() as session:
        held = session.get_one(ModerationItem, item)
        assert held.claimed_until is not None
        held.claimed_until -= LEASE
    answer(chen, item, "publish")
    assert decisions(app)[0].decided_by == people["chen"]


def test_two_decide_one_thing_the_second_sees_what_was_decided_and_keeps_the_typed_words(
    app: Flask, as_: Open, people: People
) -> None:
    item = item_of(app, offered_at_once(app, people, "Cold chain"))
    carla, chen = as_("carla"), as_("chen")
    seen_by_both = chen.get("moderation.show", number=item)
    answer(carla, item, "changes", reasons=["unclear"], words="Words of Carla.")
    late = chen.submit(
        seen_by_both, {"act": "not_published", "reasons": ["rights"], "words": "Words of Chen."},
        action=f"/moderation/{item}", status=409,
    )  # fmt: skip
    assert "Words of Carla." in late.text
    assert "Words of Chen." in late.html
    assert [each.decision for each in decisions(app)] == [Decision.CHANGES]


def test_a_newer_text_sent_meanwhile_is_shown_before_anything_is_decided(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "First text")
    item, carla = item_of(app, number), as_("carla")
    page = carla.get("moderation.show", number=item)
    edit(as_("budi"), number, **complete("Second text"))
    late = carla.submit(page, {"act": "publish", "words": "Well done."}, action=f"/moderation/{item}", status=409)
    assert "Second text" in late.text
    assert "Well done." in late.html
    carla.submit(late, {"act": "publish"}, action=f"/moderation/{item}")
    assert solution(app, number).title == "Second text"


def test_put_back_it_waits_for_others(app: Flask, as_: Open, people: People) -> None:
    number = offered_at_once(app, people, "Cold chain")
    item, carla = item_of(app, number), as_("carla")
    carla.submit(carla.get("moderation.index"), {}, action=f"/{item}/claim")
    assert solution(app, number).status == SolutionStatus.IN_REVIEW
    carla.submit(carla.get("moderation.show", number=item), {}, action=f"/{item}/release")
    assert solution(app, number).status == SolutionStatus.SUBMITTED
    assert stored(app, ModerationItem, item).claimed_by is None
