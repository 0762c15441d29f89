"""The language bar: the same page in each language of the site, and its address for readers of none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, g, has_request_context, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.core.i18n import FALLBACK, native_name, page_language

LONGEST_QUERY = 2_000  # bytes that are repeated in the links to the other languages


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language bar."""

    code: str
    name: str
    url: str
    current: bool


def init_app(app: Flask) -> None:
    app.context_processor(_template_values)


def language_links() -> list[LanguageLink]:
    """The same page in each language of the site, in the order of the bar."""
    here, same = page_language(), _behind_the_language()
    return [
        LanguageLink(code, native_name(code), f"/{code}{same}", code == here)
        for code in current_app.config["LANGUAGES"]
    ]


def page_for_others(links: Sequence[LanguageLink]) -> str:
    """The same page for readers of none of the site's languages: `/`, which chooses, or English."""
    addresses = {link.code: link.url for link in links}
    language = FALLBACK if FALLBACK in addresses else links[0].code
    address = addresses[language]
    home = f"/{language}/"
    return address.removeprefix(f"/{language}") if address.partition("?")[0] == home else address


def _behind_the_language() -> str:
    """The present address without its first part, the language, in which alone the same page differs; "/" if none."""
    endpoint, values = _page_here()
    if "lang" not in values:
        return "/"
    here = page_language()
    path = url_for(endpoint, **{**values, "lang": here}).removeprefix(f"/{here}")
    if len(request.query_string) > LONGEST_QUERY:
        return path
    # The query is added by hand: as keywords, a visitor's `?_external=1` would steer `url_for`.
    query = urlencode(list(request.args.items(multi=True)))
    return f"{path}?{query}" if query else path


def _page_here() -> tuple[str, Mapping[str, Any]]:
    """What answers a GET of the present address, also while a form sent to it is being answered."""
    rule = request.url_rule
    if rule and "GET" in (rule.methods or ()):
        return rule.endpoint, {**(request.view_args or {}), **({"lang": ""} if "lang" in rule.arguments else {})}
    try:
        endpoint, values = current_app.url_map.bind("").match(request.path, method="GET")
    except (HTTPException, RequestRedirect):
        return "", {}
    return str(endpoint), values


def _template_values() -> dict[str, Any]:
    """Worked out once a request: panels are templates of their own."""
    if not has_request_context():
        return {"language_links": [], "page_for_others": ""}
    if "language_links" not in g:
        links = language_links()
        g.language_links = {"language_links": links, "page_for_others": page_for_others(links)}
    values: dict[str, Any] = g.language_links
    return values
