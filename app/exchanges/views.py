"""Pages of documented exchanges, and their part on the pages of solutions and organisations."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.db import db
from app.core.panels import render_panel
from app.core.permissions import Actor, actor, is_entitled
from app.core.slugs import LARGEST_ID, slug_of, with_slug
from app.exchanges.models import Exchange, ExchangeOrganisation
from app.exchanges.search import FACETS
from app.exchanges.selection import exchanges_of_organisation, exchanges_of_solution, involved, rows_by_id
from app.exchanges.service import confirmations_of
from app.organisations.claimable import Named
from app.organisations.models import Organisation
from app.organisations.suspended import is_hidden
from app.solutions import selection as solutions
from app.solutions.models import Solution
from app.taxonomy.listing import Listing, list_page
from app.taxonomy.naming import term_name
from app.translation.service import text_in

bp = Blueprint("exchanges", __name__, template_folder="templates")
ONE = f"/<int(max={LARGEST_ID}):exchange_id>"


@bp.get("", strict_slashes=False)
def index() -> Response:
    listing = Listing.from_request(kind="exchange", facets=FACETS)
    found = listing.page_of(lambda ids: rows_by_id(db.session, ids))
    return list_page(found, "exchanges/index.html", fragment="exchanges/_listing.html")


@bp.get(ONE)
@bp.get(ONE + "-<slug>")
def show(exchange_id: int, slug: str = "") -> ResponseReturnValue:
    exchange = rows_by_id(db.session, [exchange_id]).get(exchange_id) or abort(404)
    if slug != slug_of(exchange.title):
        return redirect(exchange_url(exchange), 308)
    confirmed_by = [each.country for each in confirmations_of(db.session, exchange_id)]
    own = actor().scopes("focal-point", "country").intersection(exchange.partner_countries)
    key = exchange.solution_id
    solution = solutions.rows_by_id(db.session, [key]).get(key) if key else None
    return render_template(
        "exchanges/show.html",
        exchange=exchange,
        solution=solution,
        partners=[_partner_name(partner) for partner in exchange.triangular_partners],
        involved=involved(db.session, exchange_id),
        suspended=is_hidden(db.session, ExchangeOrganisation, ExchangeOrganisation.exchange_id, exchange_id),
        confirmed_by=confirmed_by,
        confirmable=is_entitled(actor(), "exchange.confirm", exchange)
        and any(code not in confirmed_by for code in own),
    )


def _partner_name(partner: dict[str, Any]) -> str:
    """A third partner as its source has it: a country of the list, or a name."""
    return term_name("places", partner.get("country")) or str(partner.get("name", ""))


def exchange_url(exchange: Exchange) -> str:
    """The address of its page, with its title to read."""
    return url_for("exchanges.show", exchange_id=exchange.key, **with_slug(exchange.title))


def solution_panel(solution: Solution, _who: Actor) -> Markup:
    """On a solution's page: where it went; features above may draw the same."""
    rows = exchanges_of_solution(db.session, solution.key)
    return _panel("exchanges/_of_solution.html", rows) + render_panel("exchanges-of-solution", (solution, rows))


def organisation_panel(organisation: Organisation, _who: Actor) -> Markup:
    """On an organisation's page: the exchanges it has a part in."""
    return _panel("exchanges/_of_organisation.html", exchanges_of_organisation(db.session, organisation.key))


def _panel(template: str, rows: object) -> Markup:
    return Markup(render_template(template, rows=rows)) if rows else Markup("")  # noqa: S704 - made by a template


def claimable(number: int) -> Named | None:
    """For whoever claims an institution that an exchange names."""
    exchange = rows_by_id(db.session, [number]).get(number)
    if exchange is None:
        return None
    organisations = {each.organisation.key: each.organisation for each in involved(db.session, number)}
    return Named(text_in(exchange, "title"), exchange_url(exchange), list(organisations.values()))
