"""Appointments in words: “national focal point of Ethiopia”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Appointment
from app.core.i18n import current_language, language_name
from app.core.panels import render_panel
from app.taxonomy import vocabulary


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """The role's name, what it is for (empty for the whole site), and its last day if it has one."""

    role: str
    scope: str
    until: date | None


def roles_in_words(held: Sequence[Appointment]) -> list[RoleInWords]:
    return [RoleInWords(role_name(row.role), _scope(row), row.valid_to) for row in held]


def role_name(code: str) -> str:
    term = vocabulary().appointment_roles.get(code)
    return term.name(current_language()) if term else code


def _scope(row: Appointment) -> str:
    if row.scope_type == "country":
        place = vocabulary().places.get(row.scope_id)
        return place.name(current_language()) if place else row.scope_id
    if row.scope_type == "language":
        return language_name(row.scope_id)
    if row.scope_type == "organisation" and row.scope_id.isdigit():
        return render_panel("organisation-name", int(row.scope_id))  # organisations stand above accounts
    return ""
