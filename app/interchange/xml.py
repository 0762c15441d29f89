"""XML as bytes; characters that no XML document may hold are left out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = "xml:lang"


def worded(parent: Element, name: str, text: str, language: str = "", **attributes: str) -> Element:
    """An element inside `parent` with words in it."""
    element = SubElement(parent, name, {**attributes, **({LANGUAGE: language} if language else {})})
    element.text = FORBIDDEN.sub("", text)
    return element


def written(root: Element) -> bytes:
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body
