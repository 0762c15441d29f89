"""The page of one thing that waits: what is published beside what was sent, and what was decided before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from app.accounts.holders import names_of_people
from app.core.db import utc_now
from app.core.differences import Piece, differences
from app.core.i18n import direction_of
from app.core.permissions import actor, may
from app.moderation.forms import NOTE, DecisionForm
from app.moderation.models import PROPOSALS, Decision, ModerationItem
from app.moderation.queue import rows_of
from app.moderation.registry import FieldText, kinds
from app.moderation.selection import decisions_on, setting_of, waiting
from app.moderation.timing import LEASE, UNDO_WITHIN
from app.moderation.words import CONFIRMATIONS, NEEDS_REASON, done_in_words, reason_words

KEYS = {Decision.PUBLISH: "p", Decision.CHANGES: "c", Decision.NOT_PUBLISHED: "n", Decision.LEAVE: "n"}
CONFIRMING_KEYS = {Decision.SUSPEND: "p", Decision.DELETE: "p", Decision.LEAVE: "n"}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a field; without a language its direction is that of its own first letter."""

    text: str
    lang: str

    @property
    def dir(self) -> str:
        return direction_of(self.lang) if self.lang else "auto"


@dataclass(frozen=True, slots=True)
class Line:
    field: FieldText
    before: Side
    after: Side
    changes: Sequence[Piece]  # word by word, where there is something on both sides
    note: Any  # the form's text box

    @property
    def is_changed(self) -> bool:
        return self.before.text != self.after.text


@dataclass(frozen=True, slots=True)
class Button:
    decision: Decision
    label: str
    key: str
    kind: str

    @property
    def needs_reason(self) -> bool:
        return self.decision in NEEDS_REASON


def buttons_of(item: ModerationItem) -> list[Button]:
    """What can be answered; a proposal is confirmed or not."""
    proposed = item.why in PROPOSALS
    offered = CONFIRMATIONS[item.why] if proposed else kinds()[item.kind].decisions
    keys = CONFIRMING_KEYS if proposed else KEYS
    first = next(iter(offered))
    return [
        Button(decision, str(label), keys.get(decision, ""), "primary" if decision == first else "secondary")
        for decision, label in offered.items()
    ]


def fields_of(session: Session, item: ModerationItem) -> Sequence[FieldText]:
    return kinds()[item.kind].fields(session, item.object_id)


def item_page(session: Session, item: ModerationItem, form: DecisionForm) -> str:
    who, now = actor(), utc_now()
    kind = kinds()[item.kind]
    earlier = decisions_on(session, item)
    names = names_of_people(session, {item.claimed_by, item.proposed_by, *(each.decided_by for each in earlier)})
    (row,) = rows_of(session, [item], waiting(session), who, now=now)
    open_to_me = row.may_decide and not row.holder and item.closed_at is None
    buttons = buttons_of(item) if open_to_me else []
    form.version.data, form.version.raw_data = item.version, None
    return render_template(
        "moderation/item.html",
        item=item,
        row=row,
        form=form,
        lines=[_line(each, form) for each in fields_of(session, item)],
        buttons=buttons,
        typed=form.typed_words() if form.is_submitted() else [],
        needs_reasons=any(each.needs_reason for each in buttons),
        earlier=earlier,
        names=names,
        undoable=[each.key for each in earlier if may(who, "moderation.undo", each)][:1],
        done_in_words=done_in_words,
        reason_words=reason_words,
        record_url=kind.record_url(session, item.object_id),
        keys=setting_of(session, who.person_id).keys,
        lease=int(LEASE.total_seconds() // 60),
        undo_within=int(UNDO_WITHIN.total_seconds() // 60),
    )


def _line(field: FieldText, form: DecisionForm) -> Line:
    both = bool(field.before and field.after and field.before != field.after)
    return Line(
        field=field,
        before=Side(field.before, field.before_language),
        after=Side(field.after, field.after_language),
        changes=differences(field.before, field.after) if both else (),
        note=form[NOTE + field.path],
    )
