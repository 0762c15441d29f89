"""Where a translator works: one record and one language, what a form says of its texts, and what may be in the way."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.core.audit import record_act
from app.core.permissions import Actor
from app.core.records import PublishedRecord
from app.translation.checks import Fault
from app.translation.registry import TranslatableKind
from app.translation.selection import FieldState, field_states, mark_of

Texts = Mapping[str, str]  # field → text


class Meanwhile(StrEnum):
    """What somebody else has changed."""

    TEXT = "text"
    SOURCE = "source"


class ChangedMeanwhile(Exception):
    """Fields whose text or source is no longer the one that was seen."""

    def __init__(self, fields: Mapping[str, Meanwhile]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NotReady(Exception):
    """Texts that cannot be sent for review yet, with what is wrong."""

    def __init__(self, faults: Mapping[str, Sequence[Fault]]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class NotSavedYet(Exception):
    """A review was answered while there are texts on the page that nobody saved."""

    def __init__(self, fields: Collection[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NothingToDo(Exception):
    """No text was written or chosen."""


class NotAllowed(Exception):
    """One's own words are approved by somebody else."""


REFUSALS = (ChangedMeanwhile, NotReady, NotSavedYet, NothingToDo)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: one record and one language."""

    kind: TranslatableKind
    record: PublishedRecord
    lang: str
    by: Actor
    now: datetime
    request_id: str = ""

    def states(self, session: Session) -> dict[str, FieldState]:
        return {state.field.path: state for state in field_states(session, self.kind, self.record, self.lang)}

    def note(
        self, session: Session, act: str, texts: Mapping[str, str], before: Mapping[str, str] | None = None
    ) -> None:
        record_act(
            session,
            by=self.by,
            act=f"translation.{act}",
            object_type=self.kind.name,
            object_id=self.record.key,
            now=self.now,
            before={"lang": self.lang, **before} if before else None,
            after={"lang": self.lang, **texts},
            request_id=self.request_id,
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says about one field; `mark` is that of the state it showed."""

    path: str
    text: str
    mark: str

    @property
    def is_changed(self) -> bool:
        return self.mark.split("-")[1:2] != [mark_of(self.text)]
