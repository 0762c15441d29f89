"""Linked data: each record in terms of schema.org, and the catalogue in terms of DCAT, as documents of their own.

Every document carries its context; reading one fetches nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.core.addresses import absolute, permanent
from app.core.i18n import current_language
from app.core.index import standings_shown
from app.interchange.sitemaps import found_by_everybody
from app.interchange.tables import moment, published
from app.taxonomy import linked
from app.taxonomy.listed import Listed, lists
from app.taxonomy.site_profile import SiteProfile

FORMATS = {"csv": "text/csv", "json": "application/json", "atom": "application/atom+xml"}
MEDIA = "https://www.iana.org/assignments/media-types/"
CATALOGUE_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": linked.CONTEXT["@vocab"],
}


def record(listed: Listed, row: Any) -> str:
    """One record; `@id` is its address for ever."""
    told = listed.record(row)
    facts = {
        "@context": linked.CONTEXT,
        "@id": permanent(listed.name, told.key),
        "name": linked.worded(listed.title(told)),
        "identifier": f"{listed.name}/{told.key}",
        "url": absolute(listed.page(told)),
        "additionalType": told.standing,
        "inLanguage": told.source_language,
        "version": told.version,
        "datePublished": moment(published(told)),
        "dateModified": moment(told.changed_at),
        "publisher": {"@type": "Organization", "name": _site().name, "url": absolute("/")},
        **listed.linked(row),
    }
    return written(linked.known(facts))


def the_catalogue() -> str:
    """Each list as a dataset, with what a visitor finds in it and in which formats."""
    language, site, tagline = current_language(), _site().name, _site().tagline
    return written(
        {
            "@context": CATALOGUE_CONTEXT,
            "@id": absolute("/"),
            "@type": "dcat:Catalog",
            "dct:title": linked.own(site, language),
            "dct:description": linked.own(_(tagline), language),
            "dct:language": list(current_app.config["LANGUAGES"]),
            "dct:publisher": {"@type": "foaf:Agent", "foaf:name": site},
            "foaf:homepage": {"@id": absolute(f"/{language}/")},
            "dcat:dataset": [_dataset(listed, language) for listed in lists().values()],
        }
    )


def _dataset(listed: Listed, language: str) -> dict[str, Any]:
    page = absolute(f"/{language}/{listed.name}")
    return {
        "@id": absolute(f"/{listed.name}"),
        "@type": "dcat:Dataset",
        "dct:title": linked.own(str(listed.label), language),
        "dct:description": linked.own(_("What the files hold"), language),
        "dct:language": language,
        "dcat:landingPage": {"@id": page},
        "schema:numberOfItems": found_by_everybody(listed, standings_shown())[0],
        "dcat:distribution": [_distribution(page, ending, kind) for ending, kind in FORMATS.items()],
    }


def _distribution(page: str, ending: str, kind: str) -> dict[str, Any]:
    return {
        "@id": f"{page}.{ending}",
        "@type": "dcat:Distribution",
        "dct:title": ending.upper(),
        "dcat:downloadURL": {"@id": f"{page}.{ending}"},
        "dcat:mediaType": {"@id": MEDIA + kind},
    }


def _site() -> SiteProfile:
    site: SiteProfile = current_app.config["SITE"]
    return site


def written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
