"""Claims of institutions in the moderators' queue. They are decided on their own page, as before, and nowhere else."""

from __future__ import annotations

from flask import url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from app.core.records import Standing
from app.moderation.registry import Facts, Moderated
from app.organisations.models import Organisation, OrganisationClaim
from app.organisations.service import CLAIM


def facts(session: Session, number: int) -> Facts | None:
    claim = session.get(OrganisationClaim, number)
    if claim is None:
        return None
    organisation = session.get_one(Organisation, claim.organisation_id)
    return Facts(
        title=organisation.name,
        language=organisation.source_language,
        organisations=[str(organisation.key)],
        authors=[claim.person_id],
        example=organisation.standing == Standing.EXAMPLE,
    )


def place(number: int) -> str:
    return url_for("claims.show", claim_id=number)


MODERATED = Moderated(name=CLAIM, label=_("Claims of institutions"), facts=facts, place=place)
