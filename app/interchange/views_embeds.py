"""Cards of records for other sites, and oEmbed, by which these find them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from app.core.i18n import in_language, preferred_language
from app.core.security import framed
from app.core.slugs import LARGEST_ID
from app.interchange.embeds import HEIGHT, WIDTH, card_of, described, in_xml, meant
from app.taxonomy.listed import lists

bp = Blueprint("embeds", __name__, template_folder="templates")
root = Blueprint("oembed", __name__)
LONGEST_SIDE = 5  # digits


@bp.get(f"/embed/<name>/<int(max={LARGEST_ID}):number>")
def card(name: str, number: int) -> Response:
    listed = lists().get(name) or abort(404)
    found = card_of(listed, number) or abort(404)
    return framed(make_response(render_template("interchange/card.html", card=found)))


@root.get("/oembed")
def describe() -> Response:
    """404 for an address that is none of ours or not public, 501 for a format that we don't write, as oEmbed says."""
    wanted = request.args.get("format", "json")
    if wanted not in {"json", "xml"}:
        return Response(status=501)
    language, listed, number = meant(request.args.get("url", ""), preferred_language()) or abort(404)
    room = (_most("maxwidth", WIDTH), _most("maxheight", HEIGHT))
    with in_language(language):
        found = card_of(listed, number) or abort(404)
        said = described(found, language, room=room)
    return jsonify(said) if wanted == "json" else Response(in_xml(said), mimetype="text/xml")


def _most(name: str, otherwise: int) -> int:
    said = request.args.get(name, "")
    known = said.isascii() and said.isdigit() and len(said) <= LONGEST_SIDE
    return int(said) or otherwise if known else otherwise
