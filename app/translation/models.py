"""Records in other languages: one row for each field that somebody translated."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import false
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
    lang: str = Field(primary_key=True, max_length=12, index=True)
    text: str
    state: TranslationState = Field(sa_type=choice_of(TranslationState))
    # The hash of the source text that was translated: another hash means that the source has changed.
    source_hash: str = Field(max_length=64)
    changed_at: datetime = Field(sa_type=Instant)
    # Those words themselves, so that an editor sees what has changed in them; empty where they were not kept.
    source_text: str = Field(default="", sa_column_kwargs={"server_default": ""})
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    # Written by a program and by nobody since: said wherever the text is shown, until a person approves it.
    machine_draft: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    # Whose words they are: somebody else approves them. No foreign key: the text outlives the account.
    written_by: int | None = None
    note: str = Field(default="", sa_column_kwargs={"server_default": ""})  # what a reviewer asks for
