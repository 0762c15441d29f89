"""A draft as the record that it would become: for its own people to look at, never stored."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.core.db import utc_now
from app.core.drafts import Draft
from app.core.field_rows import Rows
from app.core.fields import LongText, Text
from app.core.i18n import current_language
from app.core.records import Visibility
from app.organisations.models import Organisation
from app.organisations.selection import Involved
from app.solutions.evidence import SELF_REPORTED
from app.solutions.facts import LATER, ClaimFacts, SolutionFacts, columns_of, content_of
from app.solutions.journey import Journey
from app.solutions.models import Solution, SolutionClaim
from app.solutions.selection import SolutionRow, involved
from app.taxonomy.standing import standing_of

NOT_STORED = 0  # the number of a record that has none


def previewed(session: Session, draft: Draft, journey: Journey, nameless: str) -> SolutionRow:
    """What is said so far; `nameless`: the title until there is one."""
    facts = _facts_so_far(journey)
    if not facts.title:
        facts = facts.model_copy(update={"title": nameless, "source_language": current_language()})
    institution = session.get_one(Organisation, int(draft.scope or 0))
    columns = _columns_before(session, draft) | columns_of(content_of(facts))
    columns |= {"standing": standing_of(facts.country or institution.country or ""), "visibility": Visibility.PUBLIC}
    number = draft.edits or NOT_STORED
    claims = [
        SolutionClaim(solution_id=number, code=each.code, evidence_line=each.evidence_line) for each in facts.claims
    ]
    return SolutionRow(Solution(**columns, id=number), claims)


def involved_in_draft(session: Session, draft: Draft) -> list[Involved]:
    if draft.edits is not None:
        return involved(session, draft.edits)
    return [Involved(session.get_one(Organisation, int(draft.scope or 0)), "owner")]


def _facts_so_far(journey: Journey) -> SolutionFacts:
    """The answers as they stand; of a choice that is not on its list nothing is shown."""
    told: dict[str, Any] = dict.fromkeys(("title", "standfirst", "challenge", "approach", "country"), "")
    for form in journey.forms_that_tell:
        fields = {field.name: field for field in form}
        told |= {
            name: value
            for name, value in form.facts().items()
            if (value or name in LATER) and _can_be_shown(fields.get(name))
        }
    claims = [ClaimFacts(**each) for each in told.get("claims", [])]
    known = {name: value for name, value in told.items() if name in SolutionFacts.model_fields}
    return SolutionFacts.model_construct(**{"source_language": current_language(), **known, "claims": claims})


def _can_be_shown(field: Any) -> bool:
    return field is None or not field.errors or isinstance(field, Text | LongText | Rows)


def _columns_before(session: Session, draft: Draft) -> dict[str, Any]:
    """What stands in the record that the draft changes: the form asks for a part of it."""
    if draft.edits is None:
        return {"evidence": SELF_REPORTED, "created_at": utc_now(), "changed_at": utc_now()}
    row = session.get_one(Solution, draft.edits)
    return {each.key: getattr(row, each.key) for each in inspect(Solution).column_attrs if each.key != "id"}
