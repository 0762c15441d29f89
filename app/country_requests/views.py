"""Reading requests: the list, one request, one's own, and the page after sending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.core.attachments import attachments_of
from app.core.db import db, utc_now
from app.core.doors import ask_to_sign_in
from app.core.drafts import drafts_of
from app.core.index import catalogue, record_id, standings_shown
from app.core.permissions import Actor, actor, audience_of, is_entitled, may, require
from app.core.slugs import LARGEST_ID, slug_of
from app.country_requests.chain import chain_of
from app.country_requests.changing import changes_of, taken_up_by
from app.country_requests.drafting import REQUEST_FILES, title_of
from app.country_requests.guards import DRAFT_KIND
from app.country_requests.messages_changed import what_changed
from app.country_requests.models import CountryRequest
from app.country_requests.page import page_of
from app.country_requests.search import FACETS
from app.country_requests.selection import own_requests, requests_by_id, waiting_for_endorsement
from app.taxonomy.listing import Listing, list_page
from app.translation.service import prefetch

bp = Blueprint("country_requests", __name__, template_folder="templates")
NUMBER = f"/<int(max={LARGEST_ID}):number>"
TABLE = "country_request"  # the name under which translations are kept
ON_HOME = 4


@bp.get("", strict_slashes=False)
def index() -> Response:
    listing = Listing.from_request(kind="request", facets=FACETS)
    found = listing.page_of(rows_by_id)
    return list_page(found, "country_requests/index.html", fragment="country_requests/_listing.html")


def rows_by_id(ids: Sequence[int]) -> Mapping[int, CountryRequest]:
    """The requests of `ids` that the reader may see."""
    rows = {key: row for key, row in requests_by_id(db.session, ids).items() if may(actor(), "request.see", row)}
    prefetch(db.session, rows.values())
    return rows


@bp.get(NUMBER, endpoint="by_number")
@bp.get(NUMBER + "-<slug>")
def show(number: int, slug: str = "") -> ResponseReturnValue:
    row = _seen(number)
    if slug != slug_of(row.title):
        return redirect(request_url(row), 308)
    prefetch(db.session, [row])
    page = page_of(row, actor())
    files = attachments_of(db.session, REQUEST_FILES, number) if page.shows_private else []
    chain = chain_of(db.session, row) if page.shows_private else []
    return render_template(
        "country_requests/show.html",
        country_request=row,
        page=page,
        files=files,
        chain=chain,
        changes=changes_of(db.session, number),
        what_changed=what_changed,
        earlier=_seen_of(requests_by_id(db.session, [row.follows] if row.follows else []).values()),
        later=_seen_of(taken_up_by(db.session, number)),
    )


def _seen_of(rows: Iterable[CountryRequest]) -> list[CountryRequest]:
    return [row for row in rows if may(actor(), "request.see", row)]


def _seen(number: int) -> CountryRequest:
    """The request if the reader may know of it; else 404."""
    row = db.session.get(CountryRequest, number)
    if row is None or row.standing not in standings_shown():
        abort(404)
    require("request.see", row)
    return row


@bp.get(NUMBER + "/sent")
def sent(number: int) -> ResponseReturnValue:
    """What happens next; stays there for the country's own people."""
    if not actor().is_signed_in:
        return ask_to_sign_in()
    row = _seen(number)
    require("request.see_private", row)
    return render_template("country_requests/sent.html", row=row)


@bp.get("/mine")
def mine() -> ResponseReturnValue:
    person = actor()
    if person.person_id is None:
        return ask_to_sign_in()
    own = [row for row in own_requests(db.session, person) if is_entitled(person, "request.see", row)]
    prefetch(db.session, own)
    return render_template(
        "country_requests/mine.html",
        drafts=drafts_of(db.session, person.person_id, kind=DRAFT_KIND, now=utc_now()),
        waiting=waiting_for_endorsement(db.session, person.scopes("focal-point", "country")),
        own=own,
        title_of=title_of,
    )


def request_url(row: CountryRequest) -> str:
    """The address of its page, with its title to read."""
    slug = slug_of(row.title)
    if not slug:
        return url_for("country_requests.by_number", number=row.key)
    return url_for("country_requests.show", number=row.key, slug=slug)


def home_panel(_subject: object, who: Actor) -> Markup:
    """On the home page: the newest requests that seek a partner."""
    page = catalogue().search(
        audience=audience_of(who),
        standing=standings_shown(),
        filters={"kind": {"request"}},
        order="newest",
        limit=ON_HOME,
    )
    ids = [record_id(hit.key) for hit in page.hits]
    rows = rows_by_id(ids) if ids else {}
    shown = [rows[number] for number in ids if number in rows]
    return Markup(render_template("country_requests/_home.html", rows=shown)) if shown else Markup("")  # noqa: S704


def desk_panel(country: str, _who: Actor) -> Markup:
    """On the desk of a country: the requests that wait for its focal point, the longest first."""
    rows = waiting_for_endorsement(db.session, frozenset({country}))
    prefetch(db.session, rows)
    return Markup(render_template("country_requests/_desk.html", rows=rows)) if rows else Markup("")  # noqa: S704
