"""Lists and records at their own addresses with another ending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, stream_with_context
from flask.typing import ResponseReturnValue

from app.core.addresses import absolute
from app.core.i18n import current_language, preferred_language
from app.core.index import standings_shown
from app.core.slugs import LARGEST_ID
from app.interchange import linked, sitemaps
from app.interchange.citations import FILES, citation_of
from app.interchange.feeds import feed
from app.interchange.finder import description
from app.interchange.tables import WRITERS, described
from app.taxonomy.listed import Listed, lists
from app.taxonomy.listing import Listing

bp = Blueprint("interchange", __name__, template_folder="templates")
root = Blueprint("interchange_root", __name__)
LINKED_DATA = "application/ld+json"
SITEMAP = "Sitemap: {}"
NUMBER = f"<int(max={LARGEST_ID}):number>"


@bp.get("/<name>.<any(csv, json):ending>")
def table(name: str, ending: str) -> Response:
    """All that the list of this address shows, on every page of it."""
    listed = _listed(name)
    numbers = _listing(listed).numbers(names=listed.names)
    write, kind = WRITERS[ending]
    response = Response(stream_with_context(write(listed, numbers)), mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return _in_language(response)


@bp.get("/<name>.atom")
def atom(name: str) -> Response:
    listed = _listed(name)
    return _in_language(Response(feed(listed, _listing(listed)), mimetype="application/atom+xml"))


@bp.get(f"/<name>/{NUMBER}.jsonld")
def linked_record(name: str, number: int) -> Response:
    listed = _listed(name)
    return _in_language(Response(linked.record(listed, _row(listed, number)), mimetype=LINKED_DATA))


@bp.get(f"/<name>/{NUMBER}.<any(bib, ris):program>")
def citation(name: str, number: int, program: str) -> Response:
    listed = _listed(name)
    if listed.authors is None:
        abort(404)
    write, kind = FILES[program]
    response = Response(write(citation_of(listed, listed.record(_row(listed, number)))), mimetype=kind)
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{number}.{program}"'
    return _in_language(response)


@bp.get("/dcat.jsonld")
def linked_catalogue() -> Response:
    return _in_language(Response(linked.the_catalogue(), mimetype=LINKED_DATA))


@bp.get("/opensearch.xml")
def opensearch() -> Response:
    return _in_language(Response(description(), mimetype="application/opensearchdescription+xml"))


@bp.get("/about/files")
def files() -> str:
    """What stands in the files, column by column."""
    return render_template("interchange/files.html", lists=[(each, described(each)) for each in lists().values()])


@root.get(f"/<name>/{NUMBER}")
def permanent(name: str, number: int) -> ResponseReturnValue:
    """The address of a record for ever: on to its page in the language that the browser asks for."""
    _listed(name)
    response: Response = redirect(f"/{preferred_language()}/{name}/{number}")  # type: ignore[assignment]
    response.vary.add("Accept-Language")
    return response


@root.get("/sitemap.xml")
def sitemap() -> Response:
    return _xml(sitemaps.index())


@root.get("/sitemaps/pages.xml")
def sitemap_of_pages() -> Response:
    return _xml(sitemaps.of_pages())


@root.get(f"/sitemaps/<name>-<int(max={LARGEST_ID}):part>.xml")
def sitemap_of_records(name: str, part: int) -> Response:
    listed = _listed(name)
    parts = sitemaps.parts_of(listed)
    if not 1 <= part <= len(parts):
        abort(404)
    return _xml(sitemaps.of_records(listed, parts[part - 1]))


@root.get("/robots.txt")
def robots() -> Response:
    """Whole lists are for people and for programs that somebody sends, not for whoever follows every link."""
    lines = ["User-agent: *", "Disallow: /*.csv", "Disallow: /*.json$", "Disallow: /*.json?", "", SITEMAP]
    return Response("\n".join(lines).format(absolute("/sitemap.xml")) + "\n", mimetype="text/plain")


def _xml(lines: Iterator[str]) -> Response:
    return Response(stream_with_context(lines), mimetype="application/xml")


def _row(listed: Listed, number: int) -> Any:
    """What everybody who may see the page of this record sees."""
    row = listed.rows([number]).get(number)
    if row is None or listed.record(row).standing not in standings_shown():
        abort(404)
    return row


def _listed(name: str) -> Listed:
    return lists().get(name) or abort(404)


def _listing(listed: Listed) -> Listing:
    return Listing.from_request(kind=listed.kind, facets=listed.facets)


def _in_language(response: Response) -> Response:
    response.headers["Content-Language"] = current_language()
    return response
