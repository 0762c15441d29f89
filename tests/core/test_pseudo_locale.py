"""Every word that a person meets went through the catalogues.

The site is asked for in Arabic, with every translated text put between brackets and every record in Arabic
letters. What is left in Latin letters outside brackets was written into a page without `_()`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree

import flask_babel
import pytest
from flask import Flask

from app.accounts.models import Appointment
from app.core.db import utc_now, writing
from app.core.drafts import start_draft
from app.core.records import Standing
from app.country_requests.journey import PAGES
from tests.accounts.conftest import a_person
from tests.accounts.signing_in import sign_in
from tests.browser import Browser, Page
from tests.factories import a_country_request, a_solution, an_exchange, an_organisation

ATTRIBUTES = ("placeholder", "aria-label", "alt", "title", "aria-description")
# Names that are the same in every language, and how things are written everywhere.
EVERYWHERE = re.compile(
    r"<iframe .*?</iframe>|[\w.+-]+@[\w.-]+|https?://\S+|\b[0-9a-f]{16}\b"
    r"|\b(Crux|English|Atom|JSON|BibTeX|Mozilla\S*|Werkzeug\S*|DOCX|XLSX|KB|MB|PO|UTF|R-\d+|CC BY)\b"
    r"|\b[A-Z]{3}\b"  # codes of currencies, UTC, PDF
)
LATIN = re.compile(r"[A-Za-z]{2,}")


class Brackets:
    """Translations that mark what they touched and keep the placeholders."""

    def ugettext(self, text: str) -> str:
        return f"⟦{text}⟧"

    def ungettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    def upgettext(self, _context: str, text: str) -> str:
        return self.ugettext(text)

    def unpgettext(self, _context: str, one: str, many: str, number: int) -> str:
        return self.ungettext(one, many, number)

    gettext, ngettext, pgettext, npgettext = ugettext, ungettext, upgettext, unpgettext


@pytest.fixture(autouse=True)
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda _domain: Brackets())


@dataclass(frozen=True)
class World:
    """What there is to look at, by number."""

    amina: int
    solution: int
    exchange: int
    organisation: int
    request: int
    draft: str


@pytest.fixture
def world(app: Flask) -> World:
    focal_point = Appointment(
        person_id=0, role="focal-point", scope_type="country", scope_id="XA", valid_from=date(2026, 1, 1)
    )
    amina = a_person(app, "أمينة", roles=(focal_point,), email="amina@example.org")
    plain: dict[str, Any] = {"source_language": "ar", "standing": Standing.EXAMPLE}
    facets: dict[str, Any] = {"sectors": ["agriculture"], "modalities": ["training"]}
    with app.app_context(), writing() as session:
        body = an_organisation(session, "معهد المياه", country="XB", organisation_type="80", **plain)
        solution = a_solution(
            session, "بنوك البذور", owner=body, claims=("2", "2.4"), countries_of_origin=["XB"], challenge="الجفاف",
            building_blocks=[{"name": "سجل", "needs": "ورق", "lesson": "صبر"}], delivery_languages=["ar"],
            cost_amount=1000, cost_currency="USD", cost_year=2024, maturity="pilot", evidence="document",
            who_pays="shared", disclosure="public", year_from=2020, ongoing=True, what_failed="المطر",
            results=[{"indicator": "أسر", "baseline": 1, "target": 2, "actual": 3, "unit": "أسرة", "year": 2023}],
            **plain, **facets,
        )  # fmt: skip
        exchange = an_exchange(
            session, "بنوك البذور: بلدان", solution_id=solution.key, provider_countries=["XB"],
            partner_countries=["XA"], goals=["2"], year_from=2020, owner=body, **plain, **facets,
        )  # fmt: skip
        request = a_country_request(
            session, "بذور تتحمل الجفاف", institution="وزارة الزراعة", problem="الجفاف", targets=["2.4"],
            languages=["ar"], submitted_by=amina, deadline=date(2027, 3, 31), **plain, **facets,
        )  # fmt: skip
        draft = start_draft(session, kind="country_request", person_id=amina, now=utc_now())
        return World(amina, solution.key, exchange.key, body.key, request.key, draft.id)


def visited(world: World) -> list[str]:
    numbers = f"{world.request}"
    return [
        "/ar/", "/ar/about", "/ar/solutions", "/ar/solutions?q=بذور&goal=2&place=XB", "/ar/solutions?q=قققق&goal=2",
        f"/ar/solutions/{world.solution}", "/ar/exchanges", f"/ar/exchanges/{world.exchange}", "/ar/organisations",
        f"/ar/organisations/{world.organisation}", "/ar/requests", f"/ar/requests/{numbers}",
        f"/ar/requests/{numbers}/matches", f"/ar/requests/{numbers}/close", f"/ar/requests/{numbers}/sent",
        f"/ar/requests/{numbers}/open", "/ar/requests/mine", "/ar/requests/new",
        f"/ar/correct/solution/{world.solution}", f"/ar/claim/solution/{world.solution}",
        "/ar/account", "/ar/countries/XA/rules", "/ar/account/sessions", "/ar/account/password", "/ar/no-such-page",
        f"/ar/requests/draft/{world.draft}", f"/ar/requests/draft/{world.draft}/check",
        f"/ar/requests/draft/{world.draft}/print", f"/ar/requests/draft/{world.draft}/delete",
        *(f"/ar/requests/draft/{world.draft}/{name}" for name in PAGES),
    ]  # fmt: skip


def test_no_page_shows_a_word_that_went_round_the_catalogues(app: Flask, world: World) -> None:
    visitor, amina = Browser(app, "ar"), Browser(app, "ar")
    sign_in(amina, world.amina)
    found = {}
    for browser, path in [(amina, path) for path in visited(world)] + [(visitor, path) for path in SIGNED_OUT]:
        page = Page(browser.client.get(path, follow_redirects=True))
        assert page.status in {200, 404}, (path, page.status)
        bare = sorted(set(bare_words(page)))
        if bare:
            found[path] = bare
    assert found == {}


SIGNED_OUT = ["/ar/sign-in", "/ar/register", "/ar/recover", "/ar/confirm", "/ar/requests/new", "/ar/confirm/nonsense"]


def test_no_error_of_a_form_went_round_the_catalogues(app: Flask, world: World) -> None:
    browser = Browser(app, "ar")
    sign_in(browser, world.amina)
    found = {}
    for name in PAGES:
        path = f"/ar/requests/draft/{world.draft}/{name}"
        values = Page(browser.client.get(path)).form_values(f"/{name}")
        wrong = {field: value if field in {"csrf_token", "version"} else "x" * 5000 for field, value in values.items()}
        answer = Page(browser.client.post(path, data=wrong, follow_redirects=True))
        bare = sorted({word for word in bare_words(answer) if word != "x" * 5000})
        if bare:
            found[name] = bare
    assert found == {}


def bare_words(page: Page) -> Iterator[str]:
    for text in texts(page.root):
        outside = without_brackets(text)
        yield from LATIN.findall(EVERYWHERE.sub(" ", outside))


def texts(element: ElementTree.Element) -> Iterator[str]:
    """What is read or heard: words between tags, and the attributes that are spoken."""
    for each in element.iter():
        if each.tag in {"script", "style"} or not isinstance(each.tag, str):
            continue
        if each.get("lang") not in {None, "ar"} or "autonym" in (each.get("class") or ""):
            continue
        yield from (each.get(name, "") for name in ATTRIBUTES)
        if each.get("class") == "cite-words":  # one text of the catalogue, in pieces around marked-up names
            continue
        yield each.text or ""
        yield from (child.tail or "" for child in each)


def without_brackets(text: str) -> str:
    """`text` without what stands between the brackets, however deep they nest."""
    depth, kept = 0, []
    for mark in text:
        depth += mark == "⟦"
        if not depth:
            kept.append(mark)
        depth -= mark == "⟧" and depth > 0
    return "".join(kept)
