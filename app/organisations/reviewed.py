"""Organisations as records whose editors are asked once a year."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from app.organisations.models import Organisation
from app.organisations.permissions import PUBLISHED
from app.organisations.review_kinds import ReviewedKind
from app.organisations.search import KIND
from app.organisations.views import organisation_url


def _itself(_session: Session, organisation_id: int) -> Collection[int]:
    return [organisation_id]


def _themselves(_session: Session, organisation_ids: Collection[int]) -> Collection[int]:
    return organisation_ids


REVIEWED = ReviewedKind(KIND, Organisation, "name", PUBLISHED, "withdrawn", organisation_url, _itself, _themselves)
