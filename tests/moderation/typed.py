"""What an editor types on each page of the form."""

from __future__ import annotations

from typing import Any

ANSWERS: dict[str, dict[str, Any]] = {
    "summary": {
        "title": "Cold chain for village clinics",
        "standfirst": "Solar fridges keep vaccines cold where there is no mains power.",
        "source_language": "en",
    },
    "story": {"challenge": "Vaccines spoiled on the way.", "approach": "Fridges with ice banks, and a repair team."},
    "origin": {"country": "XB"},
    "goals": {"goals": ["3"]},
    "targets": {"targets": ["3.8", "3.b"]},
    "evidence": {
        "evidence-3.8": "A survey of 2024: nine in ten doses arrive cold.",
        "evidence-3.b": "A report of 2025.",
    },
    "sectors": {"sectors": ["health"]},
    "offer": {"modalities": ["training"], "delivery_languages": ["en"]},
    "terms": {"who_pays": "shared", "disclosure": "public", "consent": ["yes"]},
}
# What may be told later.
LATER: dict[str, dict[str, Any]] = {
    "blocks": {
        "building_blocks-0-name": "A contract with the repair team",
        "building_blocks-0-needs": "A model contract of two pages.",
        "building_blocks-0-lesson": "Pay for fridges that work.",
    },
    "repeating": {
        "preconditions": "A register of clinics.",
        "skills_needed": "One technician for thirty clinics.",
        "time_to_deploy": "Eight months",
        "what_failed": "Fridges with batteries were stolen.",
    },
    "results": {
        "results-0-indicator": "Doses that arrive cold",
        "results-0-unit": "per cent",
        "results-0-baseline": "61",
        "results-0-target": "95",
        "results-0-actual": "92,5",
        "results-0-women_share": "",
        "results-0-year": "2024",
        "results-0-source": "A survey of the ministry",
    },
    "reach": {
        "beneficiaries": "Forty thousand children a year.",
        "cost_amount": "250000",
        "cost_currency": "USD",
        "cost_year": "2024",
    },
    "stage": {
        "maturity": "demonstrated",
        "nature": ["technology"],
        "year_from": "2019",
        "year_to": "",
        "ongoing": "yes",
    },
    "proof": {"evidence": "document", "gender_marker": "1"},
    "capacity": {
        "expert_days": "40",
        "earliest_date-day": "1",
        "earliest_date-month": "3",
        "earliest_date-year": "2027",
    },
}
