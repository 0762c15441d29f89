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
