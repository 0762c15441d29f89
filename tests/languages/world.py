"""One world that every page can be looked at with: records in several languages and standings, people of each role.

Whatever people type without saying in which language (names, answers of a draft) is in `TYPED`: pages must
keep it whole in either direction, and no rule about languages holds for the words themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.country_requests.walking import ANSWERS
from tests.moderation.typed import ANSWERS as OFFERED
from tests.moderation.typed import LATER

A_PDF = b"%PDF-1.4\n%%EOF\n"
# Ends in a mark that reading direction would carry off, as names of offices do.
OFFICE = "Ministry of Water (South)"
TYPED = {
    "amina": "Amina (Office 2)",
    "tariq": "طارق (2)",
    "bola": "Бола (2)",
    "budi": "Budi",
    "carla": "Carla",
    "dalia": "达利娅",
    "office": OFFICE,
    "ministry": "Ministry of Planning (PMU)",
    "draft": "Early warning (2nd phase)",
    "file": "Annex (2).pdf",
    "other file": "Annex (3).pdf",
    "acronym": "GPTI-2",
    "registration": "XB-REG-12",
    "known as": "Gauge People (old)",
    "financing": "Window 2 (South)",
    "partner": "Partner Fund (2)",
    "contact": "amina@example.org",
    "search": "Qwxz (2)",
    "comment": "Register 7 (volume 2)",
    "position": "Head of Unit (2)",
    "letter": "XB/12 (3 March)",
    "telephone": "+254 20 123 456",
    "number is at": "example.org/contact (2)",
    "claimed name": "Gauge School (2)",
    "note": "Wait for the ministry (2)",
    "celso": "Celso (2)",
    "esi": "Esi (2)",
    "office of the letter": "Ministry of Foreign Affairs (2)",
    "reference": "MFA-2026-118 (b)",
    "directory": "Directory (2026)",
    "document": "MFA-2026-118 (b), 2026-11-02",
}  # fmt: skip
LICENCE = "CC BY 4.0"
ROLES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "amina": (("focal-point", "country", "XA"),),
    "tariq": (("team-assistant", "country", "XA"),),
    "bola": (("focal-point", "country", "XB"),),
    "budi": (("organisation-editor", "organisation", ""),),  # of the institute
    "carla": (("moderator", "site", ""),),
    "dalia": (),
    "celso": (("administrator", "site", ""),),
    "esi": (),  # has a passkey, and no app for codes
}


@dataclass
class World:
    """What there is to look at, by number or token."""

    people: dict[str, int] = field(default_factory=dict)
    solutions: dict[str, int] = field(default_factory=dict)  # by language; and "thin"
    exchanges: dict[str, int] = field(default_factory=dict)
    organisations: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)  # by language; and "submitted", "closed"
    drafts: dict[str, str] = field(default_factory=dict)  # "full", "empty", "wrong"; "offer", …
    sent: dict[str, int] = field(default_factory=dict)  # solutions that Budi sent, by language
    items: dict[str, int] = field(default_factory=dict)  # that wait for moderators: by language; "proposal", "asked"
    decisions: dict[str, int] = field(default_factory=dict)  # by language
    clearances: dict[str, int] = field(default_factory=dict)  # of XB: "waits", "decided"
    offers: dict[str, int] = field(default_factory=dict)  # of Budi's institute: "waits", "sent"
    questions: dict[str, int] = field(default_factory=dict)  # Budi's about the Russian request: "waits", "answered"
    conversations: dict[str, int] = field(default_factory=dict)  # "open", "waits"
    messages: dict[str, int] = field(default_factory=dict)  # of the open one: "first", "answer"
    partnership: int = 0
    letters: dict[str, int] = field(default_factory=dict)  # "proposed", "contested", "confirmed"
    appointments: dict[str, int] = field(default_factory=dict)  # by the name of who holds it
    passkeys: dict[str, int] = field(default_factory=dict)  # by the name of who has it
    files: dict[str, int] = field(default_factory=dict)  # "draft", "request"
    claims: dict[str, int] = field(default_factory=dict)  # "listed", "new", "declined"
    tokens: dict[str, str] = field(default_factory=dict)
    mails: dict[str, int] = field(default_factory=dict)  # language → a mail in it
    uncertain: dict[str, int] = field(default_factory=dict)  # weekly mails: "new", "old"
    subjects: list[str] = field(default_factory=list)  # of all mails


def as_typed(answers: dict[str, Any]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in answers.items()}


@cache
def names_without_language() -> tuple[str, ...]:
    """What people typed without saying in which language, the longest first."""
    pages = (*ANSWERS.values(), *OFFERED.values(), *LATER.values())
    answers = {text for page in pages for values in as_typed(page).values() for text in values}
    words = {text for text in answers if re.search(r"[^\W\d_]{3}", text) and (" " in text or not text.islower())}
    return tuple(sorted({*TYPED.values(), *words}, key=len, reverse=True))
