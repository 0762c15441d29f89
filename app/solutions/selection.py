"""Reading solutions: one statement for each thing a list needs, however many rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.core.permissions import actor, may
from app.organisations.selection import Involved, involved_in
from app.solutions.models import (
    RevisionState,
    Solution,
    SolutionClaim,
    SolutionOrganisation,
    SolutionRevision,
    SolutionStatus,
)
from app.taxonomy.naming import order_of_claim
from app.translation.indexing import FEW
from app.translation.service import prefetch


@dataclass(frozen=True, slots=True)
class SolutionRow:
    """A solution as a list shows it."""

    solution: Solution
    claims: Sequence[SolutionClaim]

    @property
    def goals(self) -> list[str]:
        """The goals it serves, each once, in their order."""
        return sorted({claim.code.partition(".")[0] for claim in self.claims}, key=int)


def rows_by_id(session: Session, ids: Sequence[int]) -> Mapping[int, SolutionRow]:
    """The solutions of `ids` that the reader may see, with what a list shows of them."""
    found = session.scalars(select(Solution).where(col(Solution.id).in_(ids)))
    solutions = {row.key: row for row in found if may(actor(), "solution.see", row)}
    prefetch(session, solutions.values())
    claims = claims_of(session, solutions)
    return {key: SolutionRow(row, claims[key]) for key, row in solutions.items()}


def published(session: Session, ids: Collection[int] | None) -> list[Solution]:
    """The published solutions among `ids`, or all of them."""
    rows = select(Solution).where(col(Solution.status) == SolutionStatus.PUBLISHED)
    if ids is not None and len(ids) <= FEW:
        rows = rows.where(col(Solution.id).in_(ids))
    return [row for row in session.scalars(rows) if ids is None or row.key in ids]


def claims_of(session: Session, ids: Collection[int]) -> dict[int, list[SolutionClaim]]:
    """For each solution of `ids`, the goals and targets it claims, in the order of their numbers."""
    found: dict[int, list[SolutionClaim]] = {key: [] for key in ids}
    rows = select(SolutionClaim)
    if len(found) <= FEW:
        rows = rows.where(col(SolutionClaim.solution_id).in_(found))
    for claim in session.scalars(rows):
        if claim.solution_id in found:
            found[claim.solution_id].append(claim)
    return {key: sorted(claims, key=lambda claim: order_of_claim(claim.code)) for key, claims in found.items()}


def involved(session: Session, solution_id: int) -> list[Involved]:
    """The organisations with a part in the solution, owners first."""
    return involved_in(session, SolutionOrganisation, SolutionOrganisation.solution_id, [solution_id])[solution_id]


def solutions_of(session: Session, organisation_id: int) -> list[SolutionRow]:
    """The solutions an organisation has a part in, newest first."""
    link = col(SolutionOrganisation.solution_id)
    ids = session.scalars(select(link).where(col(SolutionOrganisation.organisation_id) == organisation_id))
    rows = rows_by_id(session, list(set(ids)))
    return [rows[key] for key in sorted(rows, reverse=True)]


def owners_of(session: Session, solution_id: int) -> list[int]:
    """The organisations whose solution it is."""
    link = col(SolutionOrganisation.organisation_id)
    wanted = select(link).where(
        col(SolutionOrganisation.solution_id) == solution_id, col(SolutionOrganisation.role) == "owner"
    )
    return list(session.scalars(wanted.order_by(link)))


def owned_by(session: Session, organisations: Collection[int]) -> Sequence[Solution]:
    """The solutions of these organisations, whatever their state; newest first."""
    ids = select(col(SolutionOrganisation.solution_id)).where(
        col(SolutionOrganisation.organisation_id).in_(organisations), col(SolutionOrganisation.role) == "owner"
    )
    return session.scalars(select(Solution).where(col(Solution.id).in_(ids)).order_by(col(Solution.id).desc())).all()


def revisions_of(session: Session, solution_id: int) -> Sequence[SolutionRevision]:
    """Every text that was sent, newest first."""
    wanted = select(SolutionRevision).where(
        col(SolutionRevision.solution_id) == solution_id, col(SolutionRevision.number) > 0
    )
    return session.scalars(wanted.order_by(col(SolutionRevision.number).desc())).all()


def latest_revision(session: Session, solution_id: int) -> SolutionRevision | None:
    """The text that was sent last."""
    return _newest(session, solution_id)


def latest_revisions(session: Session, solution_ids: Collection[int]) -> dict[int, SolutionRevision]:
    """For each of these solutions that has any, the text that was sent last."""
    wanted = select(SolutionRevision).where(col(SolutionRevision.solution_id).in_(solution_ids))
    newest_last = session.scalars(wanted.order_by(col(SolutionRevision.number)))
    return {revision.solution_id: revision for revision in newest_last}


def revision_that_stands(session: Session, solution_id: int, *, before: int | None = None) -> SolutionRevision | None:
    """The text that was published last, or last before revision number `before`."""
    return _newest(session, solution_id, RevisionState.PUBLISHED, before)


def revision_read_before(session: Session, solution_id: int, *, before: int) -> SolutionRevision | None:
    """What a reader of revision number `before` knows: the text that is published, or else the one sent back last."""
    published = revision_that_stands(session, solution_id, before=before)
    return published or _newest(session, solution_id, RevisionState.CHANGES_REQUESTED, before)


def _newest(
    session: Session, solution_id: int, state: RevisionState | None = None, before: int | None = None
) -> SolutionRevision | None:
    wanted = select(SolutionRevision).where(col(SolutionRevision.solution_id) == solution_id)
    if state is not None:
        wanted = wanted.where(col(SolutionRevision.state) == state)
    if before is not None:
        wanted = wanted.where(col(SolutionRevision.number) < before)
    return session.scalars(wanted.order_by(col(SolutionRevision.number).desc()).limit(1)).first()
