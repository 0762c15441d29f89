"""The states of a solution and the moves between them: what is not listed cannot happen."""

from __future__ import annotations

from collections.abc import Mapping

from app.solutions.models import Solution, SolutionStatus

S = SolutionStatus
MOVES: Mapping[SolutionStatus, frozenset[SolutionStatus]] = {
    S.DRAFT: frozenset({S.SUBMITTED}),
    S.SUBMITTED: frozenset({S.IN_REVIEW, S.CHANGES_REQUESTED, S.WITHDRAWN}),  # back from its focal point too
    S.IN_REVIEW: frozenset({S.SUBMITTED, S.CHANGES_REQUESTED, S.PUBLISHED, S.ARCHIVED, S.WITHDRAWN}),
    S.CHANGES_REQUESTED: frozenset({S.SUBMITTED, S.IN_REVIEW, S.WITHDRAWN}),
    # From here a new text waits beside the published one, which stays.
    S.PUBLISHED: frozenset({S.IN_REVIEW, S.ARCHIVED, S.WITHDRAWN}),
    S.ARCHIVED: frozenset({S.IN_REVIEW, S.SUBMITTED, S.PUBLISHED}),
    S.WITHDRAWN: frozenset({S.PUBLISHED}),
}


class WrongStatus(Exception):
    """The solution is not, or no longer, in a state where this can be done."""


def move(row: Solution, to: SolutionStatus) -> None:
    """Bring `row` into another state, if that is a move there is."""
    if to not in MOVES[row.status]:
        raise WrongStatus(f"{row.status} → {to}")
    row.status = to
