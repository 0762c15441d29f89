"""Records in other languages: one row for each field that somebody translated."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from app.core.db import Instant
from app.core.records import choice_of


class TranslationState(StrEnum):
    UNTRANSLATED = "untranslated"
    NEEDS_EDITING = "needs_editing"
    WAITING = "waiting"  # for review
    APPROVED = "approved"


class Translation(SQLModel, table=True):
    __tablename__ = "translation"
    object_type: str = Field(primary_key=True, max_length=40)
    object_id: int = Field(primary_key=True)
    field: str = Field(primary_key=True, max_length=60)
    lang: str = Field(primary_key=True, max_length=12)
    text: str
    state: TranslationState = Field(sa_type=choice_of(TranslationState))
    # The hash of the source text that was translated: another hash means that the source has changed.
    source_hash: str = Field(max_length=64)
    changed_at: datetime = Field(sa_type=Instant)
