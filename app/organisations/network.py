"""What an organisation belongs to and is known for: the members of a network, and whether it counts as excellent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from app.core.slugs import with_slug
from app.organisations.models import Organisation
from app.organisations.selection import rows_by_id
from app.translation.service import LocalText, own_words, text_in


@dataclass(frozen=True, slots=True)
class Member:
    name: LocalText
    url: str = ""


def members_of(session: Session, organisation: Organisation) -> list[Member]:
    """In the order in which the editors wrote them; those that the reader may not see are left out."""
    ids = [int(each["organisation_id"]) for each in organisation.members if each.get("organisation_id")]
    known = rows_by_id(session, ids) if ids else {}
    found = []
    for each in organisation.members:
        row = known.get(int(each.get("organisation_id") or 0))
        if row is not None:
            url = url_for("organisations.show", organisation_id=row.key, **with_slug(row.name))
            found.append(Member(text_in(row, "name"), url))
        elif each.get("name"):
            found.append(Member(own_words(organisation, str(each["name"]))))
    return found


def is_excellent(organisation: Organisation, *, on: date) -> bool:
    """By somebody else's word, with its source, and not after its last day."""
    named = organisation.excellence_by and organisation.excellence_source
    return bool(named) and (organisation.excellence_until is None or organisation.excellence_until >= on)
