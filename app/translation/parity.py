"""How far each language is, kind of record by kind of record: what the public page on languages says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.translation.models import TranslationState
from app.translation.registry import kinds
from app.translation.works import published_sources, works


@dataclass(frozen=True, slots=True)
class Share:
    """Of one kind of record in one language: how many can be read whole, and in how many texts wait for review."""

    kind: str
    label: str
    total: int
    written: int  # in this language by their authors
    approved: int  # translated, every text approved
    waiting: int

    @property
    def readable(self) -> int:
        return self.written + self.approved

    @property
    def percent(self) -> int:
        return self.readable * 100 // self.total if self.total else 0


def shares(session: Session, lang: str) -> Sequence[Share]:
    """One for each kind of record that the site has, in the order of kinds."""
    sources, found = published_sources(session).values(), works(session, lang)
    return [
        Share(
            kind=kind.name,
            label=str(kind.label),
            total=sum(source.kind == kind.name for source in sources),
            written=sum(source.kind == kind.name and source.language == lang for source in sources),
            approved=sum(work.is_done for work in found if work.source.kind == kind.name),
            waiting=sum(work.counts[TranslationState.WAITING] > 0 for work in found if work.source.kind == kind.name),
        )
        for kind in kinds().values()
    ]
