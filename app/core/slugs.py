"""The readable end of an address: letters of any script, so that an Arabic title reads as itself."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

LONGEST = 60
LARGEST_ID = 2**31 - 1  # of a record, on either engine; larger numbers in an address are nobody's


def with_slug(title: str) -> dict[str, Any]:
    """The part of an address that `url_for` takes: no slug where `title` gives none."""
    slug = slug_of(title)
    return {"slug": slug} if slug else {}


def slug_of(title: str) -> str:
    """`title` in lower case with hyphens between its words; empty when it holds no letter or digit.

    Cut at a word, so that the address of a long title stays short.
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", title).lower())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug
