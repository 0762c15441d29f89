"""Records of the world: organisations, solutions, exchanges and requests, each in several languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.attachments import attach
from app.core.permissions import Actor
from app.core.records import Standing, Visibility
from app.country_requests.models import ClosingReason, CountryRequest, RequestStatus
from app.exchanges.models import Exchange
from app.exchanges.service import confirm
from app.organisations.models import Organisation
from app.solutions.models import Solution
from app.translation.models import TranslationState
from app.translation.service import store_translation
from tests.factories import LONG_AGO, a_country_request, a_solution, an_exchange, an_organisation
from tests.languages.sentences import SENTENCES, texts
from tests.languages.world import A_PDF, LICENCE, TYPED, World

STANDING = {
    "fr": Standing.CONFIRMED,
    "zh": Standing.CONFIRMED,
    "ar": Standing.DOCUMENTED,
    "ru": Standing.EXAMPLE,
    "en": Standing.EXAMPLE,
}
SOURCE: dict[str, Any] = {
    "source_title": "Informe anual (tomo 2)",
    "source_url": "https://example.org/informe",
    "source_quote": "cisternas para las escuelas",
    "source_quote_language": "es",
    "retrieved_on": date(2026, 11, 22),
    "recorded_on": date(2026, 11, 23),
    "record_licence": LICENCE,
    "assigned_by_catalogue": ["claims", "goals", "sectors", "modalities", "organisation_type"],
}


def _facts(language: str) -> dict[str, Any]:
    standing = STANDING[language]
    return {
        "standing": standing,
        "source_language": language,
        **(SOURCE if standing == Standing.DOCUMENTED else {}),
    }


def add_organisations(session: Session, world: World) -> None:
    for language in SENTENCES:
        words = texts(language, "_", "summary", "__", "___", "name")
        row: Organisation = an_organisation(
            session, words["name"], summary=words["summary"], country="XB" if language == "en" else "KEN",
            organisation_type="22" if language == "fr" else "80", acronym=TYPED["acronym"],
            also_known_as=[TYPED["known as"]], presence=["XB", "KEN"],
            languages=["ar", "fr"], sectors=["agriculture"], modalities=["training"], founded=1990,
            last_confirmed_on=date(2026, 2, 1), registration=TYPED["registration"], **_facts(language),
        )  # fmt: skip
        world.organisations[language] = row.key


STORY = (
    "title", "standfirst", "challenge", "approach", "block", "needs", "lesson", "beneficiaries", "preconditions",
    "what_failed", "indicator", "unit", "source", "skills_needed", "time_to_deploy", "administrative_area",
)  # fmt: skip


def add_records(session: Session, world: World, language: str) -> None:
    words = texts(language, *STORY)
    plain = _facts(language)
    owner = session.get_one(Organisation, world.organisations[language])
    told = ("standfirst", "challenge", "approach", "beneficiaries", "preconditions", "what_failed", "skills_needed")
    also = ("time_to_deploy", "administrative_area")
    solution: Solution = a_solution(
        session, words["title"], owner=owner, claims=("13", "13.1", "6"), sectors=["disaster-risk", "agriculture"],
        modalities=["training"], countries_of_origin=["XB", "KEN"], countries_implemented=["XB", "PER"],
        building_blocks=[{"name": words["block"], "needs": words["needs"], "lesson": words["lesson"]}],
        results=[{"indicator": words["indicator"], "baseline": 1, "target": 1200, "actual": 3, "unit": words["unit"],
                  "year": 2023, "women_share": "54 %", "source": words["source"]}],
        nature=["practice"], maturity="pilot", evidence="document", year_from=2016, year_to=2019,
        cost_amount=125000, cost_currency="USD", cost_year=2024, delivery_languages=["ar", "fr"], expert_days=12,
        who_pays="shared", disclosure="public", earliest_date=date(2027, 3, 31), offer_licence=None,
        keywords=[words["unit"], words["source"]], **{name: words[name] for name in (*told, *also)}, **plain,
    )  # fmt: skip
    world.solutions[language] = solution.key
    if language == "fr":
        _translated(session, solution)
    exchange: Exchange = an_exchange(
        session, words["challenge"], summary=words["approach"], what_changed=words["lesson"], outcome=words["needs"],
        solution_id=solution.key, owner=owner, provider_countries=["XB"], partner_countries=["XA", "PER"],
        triangular_partners=[{"name": TYPED["partner"]}, {"country": "KEN"}], financing=TYPED["financing"],
        goals=["13"], sectors=["disaster-risk"], modalities=["training"], year_from=2016, year_to=2019, **plain,
    )  # fmt: skip
    world.exchanges[language] = exchange.key
    if language == "fr":
        amina = Actor(person_id=world.people["amina"])
        confirm(session, exchange.key, ["XA"], seen=exchange.version, by=amina, now=LONG_AGO)


def add_thin_record(session: Session, world: World) -> None:
    """A solution of which the source says little."""
    words = texts("fr", "_", "title", "__", "approach")
    facts = {**_facts("ar"), "source_language": "fr"}
    row: Solution = a_solution(
        session, words["title"], approach=words["approach"], countries_of_origin=["KEN"], **facts
    )
    world.solutions["thin"] = row.key


def _translated(session: Session, solution: Solution) -> None:
    """The French title is there in Arabic as well; the rest is not."""
    words = texts("ar", "_", "title")["title"]
    store_translation(session, solution, "title", "ar", words, state=TranslationState.APPROVED, now=LONG_AGO)


def add_requests(session: Session, world: World) -> None:
    for language in SENTENCES:
        world.requests[language] = _request(session, language, world).key
    waiting = _request(session, "en", world, status=RequestStatus.SUBMITTED, endorsed_at=None, published_at=None)
    closed = _request(
        session, "fr", world, status=RequestStatus.CLOSED, closed_at=LONG_AGO,
        closing_reason=ClosingReason.NO_PARTNER_FOUND, closing_note=None,
    )  # fmt: skip
    world.requests |= {"submitted": waiting.key, "closed": closed.key}
    file = attach(
        session, A_PDF, file_name=TYPED["file"], object_type="request", object_id=world.requests["en"],
        person_id=world.people["amina"], now=LONG_AGO,
    )  # fmt: skip
    world.files["request"] = file.id or 0


def _request(session: Session, language: str, world: World, **other: Any) -> CountryRequest:
    names = (
        "title", "_", "problem", "outcome", "indicators", "practical_requirements", "sustainability",
        "who_is_affected", "causes", "efforts", "where", "__", "plan_reference", "monitoring",
    )  # fmt: skip
    words = {name: text for name, text in texts(language, *names).items() if name.strip("_")}
    facts: dict[str, Any] = {
        "institution": TYPED["office"], "ministry": TYPED["ministry"], "targets": ["13", "13.1"],
        "sectors": ["disaster-risk"], "modalities": ["training"], "languages": ["ar", "fr", "en"],
        "submitted_by": world.people["amina"], "deadline": date(2199, 3, 31), "preferred_regions": ["202"],
        "must_speak": ["ar"], "must_offer": ["training"], "start": date(2199, 9, 1), "duration_months": 11,
        "remote_possible": True, "currency": "USD", "total": 250000, "own_cash": 50000, "gap": 200000,
        "instruments": ["grant"], "gender_marker": 1, "national_priority": 3, "contact": TYPED["contact"],
        "source_language": language, "visibility": Visibility.PUBLIC,
    }  # fmt: skip
    row: CountryRequest = a_country_request(session, words.pop("title"), **{**facts, **words, **other})
    return row
