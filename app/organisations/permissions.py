"""Who may see an organisation's page."""

from __future__ import annotations

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.organisations.models import Organisation

PUBLISHED = "published"


def may_see(actor: Actor, organisation: Organisation) -> bool:
    return organisation.status == PUBLISHED and is_shown_to(actor, organisation)


RULES: dict[str, Rule] = {"organisation.see": may_see}
