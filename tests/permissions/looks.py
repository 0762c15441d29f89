"""Every address of the site with every object there is an example of, for reading and for changing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.languages.visits import VISITS, Values, Visit, address_of
from tests.languages.world import World

_SECRET = re.compile(r"[\w.~-]{15,}")  # drafts and tokens have names that differ each time
# Values of addresses that only take forms, where no page of their part of the site has the same ones.
ONLY_FORMS: Mapping[str, Values] = {
    "recommendations.answer": lambda w: {"request_id": w.requests["en"], "solution_id": w.solutions["en"]},
    "demo_people.become": lambda w: {"person_id": w.people["dalia"]},
    "passkeys.remove": lambda w: {"passkey_id": w.passkeys["amina"]},
    "accounts.end_session": lambda _: {"session_id": "x"},
    "returning.send_link": lambda w: {"draft_id": w.drafts["full"]},
    "drafts.alike": lambda w: {"draft_id": w.drafts["full"], "page_name": "title"},
    "drafts.keep": lambda w: {"draft_id": w.drafts["full"], "page_name": "title"},
    "files.add": lambda w: {"draft_id": w.drafts["full"]},
    "files.remove": lambda w: {"draft_id": w.drafts["full"], "number": w.files["draft"]},
    "sending.send": lambda w: {"draft_id": w.drafts["full"]},
    "returning.join": lambda w: {"token": w.tokens["return"]},
    "digest.stop_now": lambda w: {"token": w.tokens["stop"]},
    "translation.machine_draft": lambda w: {"target": "ar", "kind": "solution", "number": w.solutions["fr"]},
    "translation_files.write": lambda _: {"target": "ar", "draft_id": "x"},
    "solution_drafts.start": lambda w: {"organisation_id": w.organisations["en"]},
    "solution_drafts.edit": lambda w: {"number": w.sent["ar"]},
    "solution_drafts.alike": lambda w: {"draft_id": w.drafts["offer"], "page_name": "story"},
    "solution_drafts.keep": lambda w: {"draft_id": w.drafts["offer"], "page_name": "story"},
    "solution_sending.send": lambda w: {"draft_id": w.drafts["offer"]},
    "moderation.decide": lambda w: {"number": w.items["fr"]},
    "moderation.claim": lambda w: {"number": w.items["fr"]},
    "moderation.release": lambda w: {"number": w.items["fr"]},
    "moderation.undo": lambda w: {"number": w.decisions["en"]},
    "countries.remove": lambda _: {"code": "XA"},
    "claims.agree": lambda w: {"claim_id": w.claims["listed"]},
    "claims.decide": lambda w: {"claim_id": w.claims["listed"]},
    "overrides.withdraw": lambda w: {"request_id": w.requests["en"], "override_id": 2},
    "trust.confirm": lambda _: {"flag_id": 2},
    "trust.lift": lambda _: {"flag_id": 1},
    "request_changes.change": lambda w: {"number": w.requests["ru"]},
    "request_changes.take_up": lambda w: {"number": w.requests["closed"]},
    "offers.shortlist": lambda w: {"number": w.requests["ru"], "offer_id": w.offers["sent"]},
    "offers.withdraw": lambda w: {"number": w.requests["ru"], "offer_id": w.offers["sent"]},
}


@dataclass(frozen=True, slots=True)
class Look:
    """An address, asked for with a method; `name` is the same in every run."""

    endpoint: str
    method: str
    address: str

    @property
    def name(self) -> str:
        parts = ("…" if _SECRET.fullmatch(part) else part for part in self.address.split("/"))
        return f"{self.method} {'/'.join(parts)}"


def looks(app: Flask, world: World) -> list[Look]:
    """Each once, in the order of their names."""
    found = {look.name: look for rule in app.url_map.iter_rules() for look in _of(app, rule, world)}
    return [found[name] for name in sorted(found)]


def _of(app: Flask, rule: Rule, world: World) -> Iterator[Look]:
    for method in sorted({"GET", "POST"} & (rule.methods or set())):
        for visit in _examples(rule, method):
            address = address_of(app, rule.endpoint, Visit(values=visit.values), world, "en")
            yield Look(rule.endpoint, method, address)


def _examples(rule: Rule, method: str) -> list[Visit]:
    """Examples of an address. What else a page is asked (a filter, an order) changes nothing of who may read it."""
    if rule.endpoint in VISITS and method == "GET":
        return list(VISITS[rule.endpoint])
    if rule.endpoint in ONLY_FORMS:
        return [Visit(values=ONLY_FORMS[rule.endpoint])]
    if rule.endpoint in VISITS:
        return list(VISITS[rule.endpoint])
    if rule.arguments <= {"lang"}:
        return [Visit()]
    raise AssertionError(f"Say in ONLY_FORMS with which values {rule.endpoint} is asked")
