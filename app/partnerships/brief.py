"""What an introduction brief says of its two sides.

Why they fit is told by what stands on both records, never by the ranking: what that leaves out would tell of a
country's private list.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from app.core.i18n import language_name
from app.country_requests.models import CountryRequest
from app.solutions.models import Solution
from app.taxonomy.naming import term_names

MOST = 320  # characters of one text, so that both halves stay on a sheet


def shortened(text: str | None) -> str:
    """The beginning of a text, cut at a word."""
    words = " ".join((text or "").split())
    return words if len(words) <= MOST else words[:MOST].rsplit(" ", 1)[0].rstrip(".,;:،。") + "…"


def in_common(country_request: CountryRequest, solution: Solution) -> list[tuple[str, Sequence[str]]]:
    """(label, names) of what is asked for and offered alike, in the language in force."""
    sectors = [code for code in country_request.sectors if code in solution.sectors]
    modalities = [code for code in country_request.modalities if code in solution.modalities]
    spoken = [code for code in country_request.languages if code in solution.delivery_languages]
    found: list[tuple[str, Sequence[str]]] = [
        (_("Sectors"), term_names("sectors", sectors)),
        (_("Ways of working"), term_names("modalities", modalities)),
        (_("Working languages"), [language_name(code) for code in spoken]),
    ]
    return [(label, names) for label, names in found if names]
