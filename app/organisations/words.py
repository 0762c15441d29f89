"""What stands in an organisation's row, in the reader's words."""

from __future__ import annotations

from app.organisations.models import Organisation
from app.taxonomy.naming import language_names, term_name, term_names


def values_in_words(row: Organisation) -> dict[str, str]:
    """Column → its value as a person would write it; empty for nothing."""
    plain = ("name", "acronym", "registration", "summary", "size_band")
    return {
        **{name: getattr(row, name) or "" for name in plain},
        "also_known_as": " · ".join(row.also_known_as),
        "country": term_name("places", row.country),
        "organisation_type": term_name("organisation_types", row.organisation_type),
        "founded": str(row.founded or ""),
        "presence": " · ".join(term_names("places", row.presence)),
        "languages": " · ".join(language_names(row.languages)),
        "sectors": " · ".join(term_names("sectors", row.sectors)),
        "modalities": " · ".join(term_names("modalities", row.modalities)),
    }
