"""Who may see a solution's page."""

from __future__ import annotations

from app.core.permissions import Actor, Rule
from app.core.shown import is_shown_to
from app.solutions.models import Solution, SolutionStatus


def may_see(actor: Actor, solution: Solution) -> bool:
    return solution.status == SolutionStatus.PUBLISHED and is_shown_to(actor, solution)


RULES: dict[str, Rule] = {"solution.see": may_see}
