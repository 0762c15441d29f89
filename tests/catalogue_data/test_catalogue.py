"""The documented catalogue accounts for every record of the evaluation list, and every key it names exists."""

from __future__ import annotations

import re

import pytest

from app.taxonomy.vocabularies import vocabulary
from tests.catalogue_data.ground import exchanges, initiatives, mapped, organisations, records, solutions, table

REASONS = {
    "commercial-contract",
    "conflict-zone",
    "disaster-grant",
    "elections",
    "equipment-only",
    "labour-migration",
    "sensitive",
    "too-little",
    "weak-source",
}


def test_each_record_of_the_evaluation_list_is_documented_or_left_out_once() -> None:
    named = [row["initiative"] for name in ("record_map.csv", "left_out.csv") for row in table(name)]
    assert sorted(named) == sorted(initiatives())


def test_what_is_left_out_has_a_reason_of_the_list_and_one_sentence() -> None:
    assert {row["reason"] for row in table("left_out.csv")} <= REASONS
    assert all(re.fullmatch(r"[A-Z][^.]+\.", row["why"]) for row in table("left_out.csv"))


def test_the_map_names_every_solution_and_every_exchange() -> None:
    assert {row["solution"] for row in table("record_map.csv") if row["solution"]} == set(solutions())
    assert sorted(row["exchange"] for row in table("record_map.csv")) == sorted(exchanges())


def test_the_map_and_the_exchange_name_the_same_solution() -> None:
    assert all(exchanges()[row["exchange"]].solution == (row["solution"] or None) for row in table("record_map.csv"))


def test_every_organisation_that_a_record_names_is_in_the_file_and_none_is_idle() -> None:
    parts = [part for line in solutions().values() for part in line.organisations]
    parts += [part for line in exchanges().values() for part in line.organisations]
    assert {part.key for part in parts} == set(organisations())


def test_a_source_and_the_day_it_was_read_stand_with_every_record() -> None:
    assert [r.key for r in records() if not (r.source_title and r.retrieved_on and r.recorded_on)] == []


def test_a_source_is_a_page_or_a_paragraph_of_the_report() -> None:
    loose = [r.key for r in records() if not re.match(r"https?://[^/]+\.[^/]+", r.source_url or "")]
    report = {r.key for r in records() if re.search(r"Secretary-General.*paragraph \d+$", r.source_title or "")}
    assert set(loose) <= report


def test_quotations_have_at_most_fifteen_words_and_name_their_language() -> None:
    quoted = [line for line in (*solutions().values(), *exchanges().values()) if line.source_quote]
    assert all(len((line.source_quote or "").split()) <= 15 and line.source_quote_language for line in quoted)


def test_quotations_are_those_of_the_evaluation_list() -> None:
    assert all(line.source_quote and line.source_quote in row["evidence_quote"] for row, line in mapped())


def test_a_record_of_which_only_the_title_was_seen_has_no_story() -> None:
    seen: dict[str, set[str]] = {}
    for row in table("record_map.csv"):
        assert row["source_depth"] == initiatives()[row["initiative"]]["source_depth"]
        seen.setdefault(row["solution"], set()).add(row["source_depth"])
    for key, line in solutions().items():
        assert bool(line.standfirst and line.approach) == (seen[key] != {"title-only"}), key
        assert line.approach or not line.modalities, key


def test_fields_that_no_source_of_ours_fills_stay_empty() -> None:
    silent = ("challenge", "building_blocks", "maturity", "cost_amount", "results", "beneficiaries", "evidence")
    for line in solutions().values():
        assert not any(getattr(line, name) for name in silent), line.key
        assert not any("." in claim.code for claim in line.claims), line.key


def test_what_this_catalogue_chose_is_marked_as_its_own_choice() -> None:
    for line in (*solutions().values(), *exchanges().values()):
        chosen = [name for name in ("sectors", "modalities") if getattr(line, name)]
        assert set(chosen) <= set(line.assigned_by_catalogue), line.key


def test_goals_that_a_source_states_are_not_marked_as_chosen_here() -> None:
    for row, line in mapped():
        assert ("goals" in line.assigned_by_catalogue) == (row["sdgs_basis"] != "stated"), line.key


def test_places_are_member_and_observer_states_only() -> None:
    real = {code for code in vocabulary().places if not code.startswith("X")}
    used = {code for line in solutions().values() for code in line.countries_of_origin}
    used |= {code for line in exchanges().values() for code in (*line.provider_countries, *line.partner_countries)}
    used |= {line.country for line in organisations().values() if line.country}
    assert len(real) == 195
    assert used <= real


def test_partner_countries_are_those_of_the_evaluation_list() -> None:
    for row, line in mapped():
        assert set(line.partner_countries) == set(row["recipient_countries"]) & set(vocabulary().places), line.key


def test_bodies_of_several_countries_have_no_country_of_their_own() -> None:
    assert not any(line.country for line in organisations().values() if line.organisation_type == "40")


def test_a_fund_is_a_window_and_never_an_organisation_or_a_country_sharing() -> None:
    aliases = table("provider_aliases.csv")
    funds = {row["provider"] for row in aliases if row["financing_windows"] and not row["organisations"]}
    for row, line in mapped():
        if line.solution is None:
            assert row["provider_name"] in funds, line.key
            assert line.financing, line.key
            assert not line.provider_countries, line.key
    assert not {row["name"] for row in table("windows.csv")} & {line.name for line in organisations().values()}


def test_every_name_of_those_who_shared_stands_for_known_keys() -> None:
    rows = table("provider_aliases.csv")
    assert {row["provider_name"] for row, _ in mapped()} == {row["provider"] for row in rows}
    assert {key for row in rows for key in row["organisations"].split()} <= set(organisations())
    named = {key for row in rows for key in row["financing_windows"].split()}
    assert named <= {row["key"] for row in table("windows.csv")}


def test_an_exchange_names_only_organisations_that_its_record_names() -> None:
    known = {row["provider"]: set(row["organisations"].split()) for row in table("provider_aliases.csv")}
    for row, line in mapped():
        assert {part.key for part in line.organisations} <= known[row["provider_name"]], line.key


@pytest.mark.parametrize("kind", ["sector", "modality"])
def test_crosswalks_lead_from_every_old_word_to_a_code_of_ours(kind: str) -> None:
    rows = {row[f"evaluation_{kind}"]: row[kind] for row in table(f"{kind}_crosswalk.csv")}
    field, codes = ("sectors", vocabulary().sectors) if kind == "sector" else ("modality", vocabulary().modalities)
    assert set(rows) == {word for row in initiatives().values() for word in row[field]}
    assert {code for code in rows.values() if code} <= set(codes)


def test_a_grant_is_named_where_the_record_says_so_and_nowhere_else() -> None:
    for row, line in mapped():
        said = bool(re.search(r"\bgrants?\b", row["solution_summary"], re.IGNORECASE))
        assert ("grant" in line.modalities) == (said and row["source_depth"] != "title-only"), line.key
