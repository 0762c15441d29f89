"""Pages of organisations: the list and each one's own."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.db import db, utc_now
from app.core.permissions import Actor, actor, may, require
from app.core.slugs import LARGEST_ID, slug_of, with_slug
from app.organisations.models import Organisation
from app.organisations.network import is_excellent, members_of
from app.organisations.replies import BAND_WORDS, bands_of
from app.organisations.search import FACETS
from app.organisations.selection import names_in, rows_by_id
from app.organisations.verification import verified_until
from app.taxonomy.listing import Listing, list_page
from app.translation.service import in_line, text_in

bp = Blueprint("organisations", __name__, template_folder="templates")
ONE = f"/<int(max={LARGEST_ID}):organisation_id>"


@bp.get("", strict_slashes=False)
def index() -> Response:
    listing = Listing.from_request(kind="organisation", facets=FACETS)
    found = listing.page_of(
        lambda ids: rows_by_id(db.session, ids), names=lambda ids, language: names_in(db.session, ids, language)
    )
    return list_page(found, "organisations/index.html", fragment="organisations/_listing.html")


@bp.get("/replies")
def replies() -> str:
    """How "usually answers within …" is counted."""
    return render_template("organisations/replies.html")


@bp.get(ONE)
@bp.get(ONE + "-<slug>")
def show(organisation_id: int, slug: str = "") -> ResponseReturnValue:
    organisation = rows_by_id(db.session, [organisation_id]).get(organisation_id) or abort(404)
    require("organisation.see", organisation)
    if slug != slug_of(organisation.name):
        return redirect(organisation_url(organisation), 308)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        reply=bands_of(db.session, [organisation_id], now=utc_now()).get(organisation_id),
        reply_words=BAND_WORDS,
        members=members_of(db.session, organisation),
        excellent=is_excellent(organisation, on=utc_now().date()),
        editable=may(actor(), "organisation.edit", organisation),
        verified=verified_until(db.session, organisation.key, on=utc_now().date()),
        verifies=may(actor(), "organisation.verify", organisation),
        flags=may(actor(), "organisation.flag", organisation),
    )


def organisation_url(organisation: Organisation) -> str:
    """The address of its page, with its name to read."""
    return url_for("organisations.show", organisation_id=organisation.key, **with_slug(organisation.name))


def name_panel(number: int, _who: Actor) -> Markup:
    """An organisation by its name, for pages of features below this one."""
    organisation = db.session.get(Organisation, number)
    return in_line(text_in(organisation, "name")) if organisation else Markup("")
