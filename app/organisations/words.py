"""What stands in an organisation's row, in the reader's words."""

from __future__ import annotations

from flask_babel import format_date

from app.organisations.models import Organisation
from app.organisations.profile_form import member_as_typed
from app.taxonomy.naming import language_names, term_name, term_names


def values_in_words(row: Organisation) -> dict[str, str]:
    """Column → its value as a person would write it; empty for nothing."""
    plain = ("name", "acronym", "registration", "summary", "size_band", "excellence_by", "excellence_source")
    return {
        **{name: getattr(row, name) or "" for name in plain},
        "also_known_as": " · ".join(row.also_known_as),
        "country": term_name("places", row.country),
        "organisation_type": term_name("organisation_types", row.organisation_type),
        "members": " · ".join(map(member_as_typed, row.members)),
        "focal_points": " · ".join(str(office.get("name", "")) for office in row.focal_points),
        "excellence_until": format_date(row.excellence_until, "long") if row.excellence_until else "",
        "founded": str(row.founded or ""),
        "presence": " · ".join(term_names("places", row.presence)),
        "languages": " · ".join(language_names(row.languages)),
        "sectors": " · ".join(term_names("sectors", row.sectors)),
        "modalities": " · ".join(term_names("modalities", row.modalities)),
    }
