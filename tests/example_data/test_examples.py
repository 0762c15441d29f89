"""The examples are plainly invented: example places, example names, nobody's request; and they hold together."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from flask import Flask

from app.core.db import utc_now, writing
from app.country_requests.facts import RequestFacts
from app.exchanges.demo import ExchangeLine
from app.site.demo import load_demo
from app.solutions.demo import SolutionLine
from app.taxonomy import vocabulary
from tests.catalogue_data.ground import initiatives
from tests.catalogue_data.test_words_of_the_catalogue import NOT_OUR_WORDS, runs
from tests.example_data.ground import (
    FOLDER,
    Record,
    exchanges,
    organisations,
    people,
    records,
    requests,
    solutions,
    texts,
)

INVENTED = {"XA", "XB", "XC", "XD", "XE"}
SAYS_SO = re.compile(r"Example|Exemple|مثال")
FACTS_ONLY = set(RequestFacts.model_fields)


def each(lines: tuple[Record, ...]) -> list[object]:
    return [pytest.param(line, id=line.key) for line in lines]


def places_of(line: Record) -> set[str]:
    names = ("country", "presence", "countries_of_origin", "countries_implemented")
    found = [getattr(line, name, None) or [] for name in (*names, "provider_countries", "partner_countries")]
    third = [partner.country for partner in getattr(line, "triangular_partners", []) if partner.country]
    return {place for value in [*found, third] for place in ([value] if isinstance(value, str) else value)}


@pytest.mark.parametrize("line", each(records()))
def test_a_record_belongs_to_invented_places_only(line: Record) -> None:
    assert places_of(line)
    assert places_of(line) <= INVENTED


def test_the_invented_places_are_those_that_the_vocabulary_marks_as_examples() -> None:
    assert {code for code, place in vocabulary().places.items() if place.example} == INVENTED


def test_every_organisation_says_in_each_language_that_it_is_an_example() -> None:
    names = [line.name for line in organisations()]
    names += [words["name"] for line in organisations() for words in line.translations.values() if "name" in words]
    names += [name for line in requests() for name in (line.institution, line.ministry) if name]
    names += [
        words[field]
        for line in requests()
        for words in line.translations.values()
        for field in ("institution", "ministry")
        if field in words
    ]
    names += [partner.name for line in exchanges() for partner in line.triangular_partners if partner.name]
    assert [name for name in names if not SAYS_SO.match(name)] == []


@pytest.mark.parametrize("line", each(records()))
def test_a_record_speaks_horizontally(line: Record) -> None:
    assert [text for text in texts(line) if NOT_OUR_WORDS.search(text)] == []


def test_titles_and_standfirsts_keep_their_length_in_every_language() -> None:
    long = {"title": 120, "standfirst": 240, "time_to_deploy": 120}
    assert [
        (line.key, language, field)
        for line in records()
        for language, words in line.translations.items()
        for field, text in words.items()
        if len(text) > long.get(field, len(text))
    ] == []


@pytest.mark.parametrize("line", each(records()))
def test_a_translation_translates_words_that_are_there(line: Record) -> None:
    stored = line.model_dump()
    for language, words in line.translations.items():
        assert language in vocabulary().languages
        assert language != line.source_language
        for field, text in words.items():
            value: object = stored
            for part in field.split("."):
                value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]
            assert value, field
            assert text.strip()


def test_arabic_texts_are_in_arabic_letters() -> None:
    arabic = [text for line in records() for text in line.translations.get("ar", {}).values()]
    arabic += [line.problem for line in requests() if line.source_language == "ar"]
    assert [text for text in arabic if not re.match(r"\W*\d*\W*[\u0600-\u06ff]", text)] == []


def test_languages_of_records_are_listed() -> None:
    named = {line.source_language for line in records()}
    named |= {code for line in organisations() for code in line.languages}
    named |= {code for line in solutions() for code in line.delivery_languages}
    assert named - set(vocabulary().languages) == set()


@pytest.mark.parametrize("line", each(requests()))
def test_a_request_would_pass_the_form(line: Record) -> None:
    said = line.model_dump(include=FACTS_ONLY, exclude={"wished_visibility"})
    assert RequestFacts.model_validate(said).country in INVENTED


@pytest.mark.parametrize("line", requests(), ids=lambda line: line.key)
def test_the_dates_of_a_request_follow_one_another(line: object) -> None:
    published, deadline, start = (getattr(line, name) for name in ("published_on", "deadline", "start"))
    assert published < date(2027, 1, 1) <= deadline <= date(2027, 12, 31)
    assert start is None or deadline < start


def test_the_years_and_offers_of_solutions_and_exchanges_are_in_order() -> None:
    lines: tuple[SolutionLine | ExchangeLine, ...] = (*solutions(), *exchanges())
    for line in lines:
        assert line.year_from is not None
        assert line.year_from <= (line.year_to or 2026) <= 2026
    for solution in solutions():
        assert solution.earliest_date is not None
        assert solution.earliest_date.year == 2027
        assert all(solution.year_from <= result.year <= 2026 for result in solution.results if result.year)  # type: ignore[operator]


@pytest.mark.parametrize("line", solutions(), ids=lambda line: line.key)
def test_an_example_solution_is_complete(line: Record) -> None:
    may_be_empty = {"administrative_area", "year_to", "interchangeable_group", "translations"}
    ours = {name for name in type(line).model_fields if not name.startswith(("source_", "retrieved", "assigned"))}
    assert [name for name in sorted(ours - may_be_empty) if getattr(line, name) in (None, "", [])] == []


def test_every_claim_of_a_solution_is_a_target_with_evidence() -> None:
    claims = [claim for line in solutions() for claim in line.claims]
    assert [claim.code for claim in claims if "." not in claim.code or not claim.evidence_line] == []


def test_people_have_addresses_that_reach_nobody_and_zones_that_exist() -> None:
    assert [line.key for line in people() if line.email != f"{line.key}@example.org"] == []
    assert {line.zone for line in people()} - available_timezones() == set()


def test_no_address_of_any_other_domain_is_in_the_files() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir()))
    assert set(re.findall(r"[\w.+-]+@([\w.-]+\w)", written)) == {"example.org"}
    assert "://" not in written


def test_people_hold_roles_that_exist_where_something_is() -> None:
    known = {
        "country": INVENTED,
        "organisation": {line.key for line in organisations()},
        "language": set(vocabulary().languages),
        "site": {""},
    }
    held = [role for line in people() for role in line.roles]
    assert [role for role in held if role.role not in vocabulary().appointment_roles] == []
    assert [role for role in held if role.scope_id not in known[role.scope_type]] == []


def test_every_country_with_a_request_has_a_focal_point() -> None:
    represented = {role.scope_id for line in people() for role in line.roles if role.role == "focal-point"}
    assert {line.country for line in requests()} <= represented


def test_no_words_of_an_evaluation_request_are_in_the_examples() -> None:
    kept: set[tuple[str, ...]] = set()
    for row in initiatives().values():
        kept |= runs(row["request_title"]) | runs(row["request_summary"])
    assert [run for line in records() for text in texts(line) for run in runs(text) & kept] == []


def test_the_examples_load_and_a_second_time_changes_nothing(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(FOLDER)
    with app.app_context(), writing() as session:
        first = load_demo(session, demo_mode=True, now=utc_now(), folder=tmp_path)
        again = load_demo(session, demo_mode=True, now=utc_now(), folder=tmp_path)
    expected = [len(lines) for lines in (organisations(), solutions(), exchanges(), requests())]
    assert [loaded.new for loaded in first.examples] == expected
    assert [loaded.same for loaded in again.examples] == expected
