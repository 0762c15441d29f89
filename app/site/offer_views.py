"""A country's offer: its own set of solutions, and the offices that answer for it."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, current_app
from sqlalchemy import select
from sqlmodel import col

from app.accounts.holders import appointments_to
from app.core.db import db, utc_now
from app.core.i18n import current_language
from app.core.permissions import actor, may
from app.organisations.models import Organisation
from app.site.views import bp
from app.solutions.selection import rows_by_id
from app.taxonomy import vocabulary
from app.taxonomy.listing import Listing, list_page
from app.taxonomy.terms import Place

FACETS = ("goal", "sector", "modality", "maturity", "language")
PUBLIC_BODIES = ("10", "11", "15")


@bp.get("/countries/<code>/offer")
def offer(code: str) -> Response:
    place = place_or_404(code)
    listing = Listing.from_request(kind="solution", facets=FACETS, extra={"country": {code}})
    found = listing.page_of(lambda ids: rows_by_id(db.session, ids))
    return list_page(
        found,
        "site/offer.html",
        fragment="solutions/_listing.html",
        code=code,
        country=place.name(current_language()),
        offices=offices_of(code),
        **focal_point_of(code),
    )


def place_or_404(code: str) -> Place:
    """A country of the list; example countries are in demonstrations only."""
    place = vocabulary().places.get(code)
    if place is None or (place.example and not current_app.config["DEMO"]):
        abort(404)
    return place


def focal_point_of(code: str) -> dict[str, Any]:
    """For templates: whether the country has a focal point today, and the offices that hold the place."""
    today = utc_now().date()
    appointed = appointments_to(db.session, "focal-point", on=today, scope_type="country", scope_id=code)
    return {
        "has_focal_point": bool(appointed),
        "national": sorted({role.office for _person, role in appointed if role.office}),
    }


def offices_of(code: str) -> list[Organisation]:
    """Public bodies of the country that name offices which answer; never the person appointed."""
    theirs = select(Organisation).where(
        col(Organisation.country) == code, col(Organisation.organisation_type).in_(PUBLIC_BODIES)
    )
    rows = db.session.scalars(theirs.order_by(col(Organisation.id)))
    return [row for row in rows if row.focal_points and may(actor(), "organisation.see", row)]
