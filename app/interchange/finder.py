"""The OpenSearch description: a browser learns to search the solutions from its own search box, in each language."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from flask import current_app
from flask_babel import gettext as _

from app.core.addresses import absolute
from app.core.i18n import current_language
from app.interchange.xml import written

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST_NAME = 16  # by the specification


def description() -> bytes:
    site, language = str(current_app.config["SITE"].name), current_language()
    found = Element("OpenSearchDescription", {"xmlns": NAMESPACE})
    SubElement(found, "ShortName").text = site[:LONGEST_NAME]
    SubElement(found, "Description").text = _("Search the solutions")
    for kind, ending in (("text/html", ""), ("application/atom+xml", ".atom")):
        address = absolute(f"/{language}/solutions{ending}") + "?q={searchTerms}"
        SubElement(found, "Url", {"type": kind, "template": address})
    SubElement(found, "Language").text = language
    SubElement(found, "InputEncoding").text = SubElement(found, "OutputEncoding").text = "UTF-8"
    return written(found)
