"""Who may see a solution's page, and who writes for its institution."""

from __future__ import annotations

from sqlmodel import col

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.on_behalf.service import entry_of
from app.organisations.suspended import is_hidden_from
from app.solutions.models import Solution, SolutionOrganisation, SolutionStatus
from app.solutions.search import KIND

FOR_COUNTRY = ("focal-point", "team-assistant")


def may_see(actor: Actor, solution: Solution) -> bool:
    return solution.status == SolutionStatus.PUBLISHED and is_shown_to(actor, solution) and not _hidden(actor, solution)


def _hidden(actor: Actor, solution: Solution) -> bool:
    """Its owners are suspended, and the actor is none of those who may know."""
    from app.core.db import db

    link = SolutionOrganisation
    return is_hidden_from(db.session, actor, link, col(link.solution_id), solution.key)


def edits_for(actor: Actor, organisation_id: object) -> bool:
    """Whether the actor is an editor of this organisation."""
    return actor.has("organisation-editor", "organisation", str(organisation_id))


def may_edit(actor: Actor, solution: Solution) -> bool:
    """An editor of an institution whose solution it is."""
    from app.core.db import db
    from app.solutions.selection import owners_of

    return actor.is_signed_in and any(edits_for(actor, number) for number in owners_of(db.session, solution.key))


def may_change(actor: Actor, solution: Solution) -> bool:
    """Its institution; and whoever entered it on behalf of somebody, who has no account to change it with."""
    return may_edit(actor, solution) or _entered(actor, solution)


def _entered(actor: Actor, solution: Solution) -> bool:
    from app.core.db import db

    entry = entry_of(db.session, KIND, solution.key) if actor.has("moderator") else None
    return entry is not None and entry.entered_by == actor.person_id


def may_see_sent(actor: Actor, solution: Solution) -> bool:
    """Its institution, those who clear for its country or prepare that, and moderators, who decide on it."""
    own = any(actor.has(role, "country", code) for role in FOR_COUNTRY for code in solution.countries_of_origin)
    return own or actor.has("moderator") or may_edit(actor, solution)


RULES: dict[str, Rule] = {
    "solution.see": may_see,
    "solution.draft": edits_for,  # subject: the number of the organisation
    "solution.edit": may_change,
    "solution.withdraw": may_edit,
    "solution.see_sent": may_see_sent,
}
