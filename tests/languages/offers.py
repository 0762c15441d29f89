"""What institutions send and moderators decide, in the world of every page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.core.drafts import start_draft
from app.core.permissions import Actor
from app.moderation.models import Decision, ModerationItem, Why
from app.moderation.registry import Ruling
from app.moderation.service import decide, enter
from app.recommendations.overrides import override, withdraw
from app.site.corrections import keep_correction
from app.site.models import Wish
from app.solutions import service
from app.solutions.facts import ClaimFacts, SolutionFacts
from app.solutions.models import Solution
from tests.languages.sentences import texts
from tests.languages.world import OFFICE, TYPED, World, as_typed
from tests.moderation.typed import ANSWERS, LATER


def add_offers(session: Session, world: World) -> None:
    """Sent: in French. Sent back: in Arabic. Published, and sent with changes: in English. And what others ask for."""
    for name in ("fr", "ar", "en"):
        _send(session, world, name)
    _settle(session, world, "ar", Decision.CHANGES)
    _settle(session, world, "en", Decision.PUBLISH)
    row = session.get_one(Solution, world.sent["en"])
    service.submit_changes(session, row, _more("en"), answers={}, by=_budi(world), now=utc_now())
    world.items["changed"] = _waits(session, row.key, Why.CHANGED)
    carla = world.people["carla"]
    proposal = enter(
        session, "solution", world.solutions["ru"], why=Why.SUSPEND, now=utc_now(), proposed_by=carla,
        words=TYPED["note"],
    )  # fmt: skip
    world.items["proposal"] = proposal.key
    _decide_about_matches(session, world)
    keep_correction(
        session, kind="solution", number=world.solutions["ar"], wish=Wish.REMOVE, words=TYPED["note"],
        institution=OFFICE, email="reader@example.org", by=Actor(), now=utc_now(),
    )  # fmt: skip
    world.items["asked"] = proposal.key + 1
    _drafts(session, world)


def _budi(world: World) -> Actor:
    return Actor(world.people["budi"])


def _facts(language: str, first: int = 0) -> SolutionFacts:
    words = texts(language, "title", "standfirst", "challenge", "approach", "block", "needs", "line")
    title = list(words.values())[first]
    return SolutionFacts(
        source_language=language, title=title, standfirst=words["standfirst"], challenge=words["challenge"],
        approach=words["approach"], country="XB", sectors=["disaster-risk"], modalities=["training"],
        claims=[ClaimFacts(code="13.1", evidence_line=words["line"]), ClaimFacts(code="6")],
        delivery_languages=["en", "fr"], who_pays="shared", disclosure="public",
    )  # fmt: skip


def _more(language: str) -> SolutionFacts:
    """With all that may be told later."""
    words = texts(language, "block", "needs", "line")
    told = {
        "building_blocks": [{"name": words["block"], "needs": words["needs"], "lesson": words["line"]}],
        "results": [{"indicator": words["block"], "unit": words["block"], "actual": 92.5, "year": 2024}],
        "what_failed": words["line"], "cost_amount": 250_000, "cost_currency": "USD", "cost_year": 2024,
        "maturity": "pilot", "nature": ["process"], "year_from": 2019, "ongoing": True, "gender_marker": 1,
        "expert_days": 40, "earliest_date": "2027-03-01",
    }  # fmt: skip
    return SolutionFacts(**{**dict(_facts(language, 3)), **told})


def _send(session: Session, world: World, language: str) -> None:
    sent = service.submit(
        session, _facts(language), organisation_id=world.organisations["en"], answers={}, by=_budi(world),
        now=utc_now() - timedelta(days=3),
    )  # fmt: skip
    world.sent[language] = sent.solution_id
    world.items[language] = _waits(session, sent.solution_id, Why.NEW)


def _waits(session: Session, number: int, why: Why) -> int:
    return enter(session, "solution", number, why=why, now=utc_now() - timedelta(days=2)).key


def _settle(session: Session, world: World, language: str, decision: Decision) -> None:
    item = session.get_one(ModerationItem, world.items[language])
    told, asked = decision == Decision.CHANGES, ("title", "evidence-13.1", "building_blocks-1-name")
    ruling = Ruling(
        decision, ["evidence", "other"] if told else [], TYPED["note"] if told else "",
        dict.fromkeys(asked, TYPED["note"]) if told else {},
        by=Actor(world.people["carla"]), now=utc_now(),
    )  # fmt: skip
    world.decisions[language] = decide(session, item, ruling, version=item.version).key


def _drafts(session: Session, world: World) -> None:
    """All answered; none; one wrong; and the changes that a moderator asked for."""
    scope, now = str(world.organisations["en"]), utc_now()
    more = {"blocks": {**LATER["blocks"], "building_blocks-1-name": LATER["blocks"]["building_blocks-0-name"]}}
    answers = {page: as_typed(typed) for page, typed in {**ANSWERS, **LATER, **more}.items()}
    wrong = {"summary": {"title": ["8" * 140]}, "goals": {"goals": ["3"]}, "targets": {"targets": ["3.8"]}}
    wrong |= {
        "blocks": {"building_blocks-0-needs": ["8"]},
        "results": {"results-0-unit": ["8"], "results-0-year": ["8"]},
    }
    for name, kept, edits in (
        ("offer", answers, None), ("no offer", {}, None), ("wrong offer", wrong, None),
        ("changes", answers, world.sent["ar"]),
    ):  # fmt: skip
        draft = start_draft(
            session, kind="solution", person_id=world.people["budi"], scope=scope, edits=edits, answers=kept, now=now
        )
        world.drafts[name] = draft.id


def _decide_about_matches(session: Session, world: World) -> None:
    """Of the English request: one put forward and withdrawn, one taken out, one put forward."""
    by = Actor(person_id=world.people["carla"])
    for language, place in (("zh", 1), ("thin", None), ("ar", 2)):
        row = override(
            session, request_id=world.requests["en"], solution_id=world.solutions[language], place=place,
            reason=TYPED["note"], language="en", by=by, now=utc_now(),
        )  # fmt: skip
        if language == "zh":
            withdraw(session, row, by=by, now=utc_now())
