"""Vectors of what records say: the worker makes them, every process ranks and searches with them.

A text is encoded once, after it is published and never while a person waits; until then it is found by
its words. Vectors are kept in the database, so that every machine has them, with a fingerprint of the
text and of the model that they were made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import islice

import numpy as np
import structlog
from flask import Flask, current_app
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel, col

from app.core.changes import mark_changed
from app.core.db import db, writing
from matching import Document
from matching.encoders import Encoder, MissingEncoderError, encoders, mark
from matching.topics import TopicEncoder
from matching.vectors import document_vectors, meaning_of

EXTENSION = "crux_encoders"
ASKING = "request"  # the kind of documents that ask; models may read these otherwise
AT_ONCE = 32  # documents encoded between two writes, so that a stop loses a second of work
WIDTH = np.float16
Meaning = Mapping[str, np.ndarray]  # vectors by the marks of their encoders

log = structlog.get_logger()


class TextVector(SQLModel, table=True):
    """The vector of one record by one model; empty bytes for a record without readable words."""

    __tablename__ = "text_vector"
    kind: str = Field(primary_key=True, max_length=40)
    record_id: int = Field(primary_key=True)
    model: str = Field(primary_key=True, max_length=60)  # name and version, as `matching.encoders.mark` gives it
    fingerprint: str = Field(max_length=32)
    vector: bytes = Field(sa_type=LargeBinary)


def init_app(app: Flask, names: str) -> None:
    app.extensions[EXTENSION] = usable(names)


def usable(names: str) -> tuple[Encoder, ...]:
    """The encoders of a setting such as "use"; one that is not installed is told of and left out."""
    found: list[Encoder] = []
    for name in names.split(","):
        try:
            found += encoders(name)
        except MissingEncoderError as missing:
            log.warning("encoder left out", reason=str(missing))
    return (*found, TopicEncoder())


def encoders_in_use() -> tuple[Encoder, ...]:
    """The encoders that ranking works with, the shipped subjects among them."""
    known: tuple[Encoder, ...] = current_app.extensions[EXTENSION]
    return known


def models_in_use() -> tuple[Encoder, ...]:
    """Those that read every language: without the shipped subjects, which know English alone."""
    return encoders_in_use()[:-1]


def meaning_of_words(words: str) -> dict[str, np.ndarray]:
    """The vectors of a search that a person sent off; empty where nothing was typed."""
    return meaning_of(models_in_use(), words) if words.strip() else {}


def meaning_of_document(models: Sequence[Encoder], document: Document, *, asking: bool) -> Meaning:
    """The vectors of one that is no record yet; none where its words say nothing to a model."""
    rows = {mark(model): document_vectors(model, [document], asking=asking)[0] for model in models}
    return {model: vector for model, vector in rows.items() if vector.any()}


def with_vectors(session: Session, documents: Iterable[Document]) -> Iterable[Document]:
    """The documents with the vectors that are known and still fit their words."""
    wanted = {mark(encoder): encoder.dimensions for encoder in encoders_in_use()}
    for some in batched_documents(documents):
        known = _known(session, some)
        for document in some:
            rows = [row for row in known.get(document.key, []) if row.model in wanted and row.vector]
            fresh = [row for row in rows if row.fingerprint == fingerprint(document)]
            yield replace(document, vectors={row.model: np.frombuffer(row.vector, WIDTH) for row in fresh})


def encode_missing(documents: Iterable[Document], stopping: Callable[[], bool] = lambda: False) -> int:
    """Make the vectors that are not there yet and say that these records changed; returns how many records.

    Nothing is held open while a model works; each small batch is kept as soon as it is made.
    """
    done = 0
    for some in batched_documents(documents, AT_ONCE):
        if stopping():
            break
        made = [row for encoder in encoders_in_use() for row in _made(encoder, _lacking(encoder, some))]
        if made:
            with writing() as session:
                for row in made:
                    session.merge(row)
                records = {(row.kind, row.record_id) for row in made}
                for kind, record_id in sorted(records):
                    mark_changed(session, kind, record_id)
            done += len(records)
    return done


def batched_documents(documents: Iterable[Document], size: int = 256) -> Iterable[Sequence[Document]]:
    """Documents in small groups, so that no statement or list grows with the catalogue."""
    left = iter(documents)
    while some := list(islice(left, size)):
        yield some


def fingerprint(document: Document) -> str:
    """What the words of a document come down to."""
    words = repr([(language, one.title, one.body) for language, one in sorted(document.texts.items())])
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _lacking(encoder: Encoder, documents: Sequence[Document]) -> list[Document]:
    known = {
        (key, row.fingerprint)
        for key, rows in _known(db.session, documents).items()
        for row in rows
        if row.model == mark(encoder)
    }
    db.session.rollback()
    return [document for document in documents if (document.key, fingerprint(document)) not in known]


def _made(encoder: Encoder, documents: Sequence[Document]) -> list[TextVector]:
    found: list[TextVector] = []
    for asking in (True, False):
        some = [one for one in documents if (_place(one.key)[0] == ASKING) is asking]
        for document, vector in zip(some, document_vectors(encoder, some, asking=asking), strict=True):
            kind, record_id = _place(document.key)
            kept = vector.astype(WIDTH).tobytes() if vector.any() else b""
            found.append(
                TextVector(
                    kind=kind,
                    record_id=record_id,
                    model=mark(encoder),
                    fingerprint=fingerprint(document),
                    vector=kept,
                )
            )
    return found


def _known(session: Session, documents: Sequence[Document]) -> dict[str, list[TextVector]]:
    found: dict[str, list[TextVector]] = {}
    ids: dict[str, list[int]] = {}
    for document in documents:
        kind, record_id = _place(document.key)
        ids.setdefault(kind, []).append(record_id)
    for kind, numbers in ids.items():
        rows = select(TextVector).where(col(TextVector.kind) == kind, col(TextVector.record_id).in_(numbers))
        for row in session.scalars(rows):
            found.setdefault(f"{row.kind}:{row.record_id}", []).append(row)
    return found


def _place(key: str) -> tuple[str, int]:
    kind, _, record_id = key.rpartition(":")
    return kind, int(record_id)
