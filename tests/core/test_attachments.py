"""Files are known by their bytes, kept once, and gone when nobody has them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.attachments import (
    LARGEST,
    MOST,
    AttachmentContent,
    DatabaseStore,
    EmptyFile,
    NotAccepted,
    TooLarge,
    TooMany,
    UnknownType,
    attach,
    attachments_of,
    clean_name,
    detach,
    move_attachments,
)
from app.core.db import db, writing
from app.core.file_types import ACCEPTED, media_type_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PDF = b"%PDF-1.7 a letter"
both_engines = pytest.mark.both_engines


def archive(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return packed.getvalue()


def add(app: Flask, content: bytes, name: str = "letter.pdf", object_id: str = "a") -> int:
    with app.app_context(), writing() as session:
        return attach(
            session, content, file_name=name, object_type="draft", object_id=object_id, person_id=1, now=NOW
        ).id or 0  # fmt: skip


@both_engines
def test_a_file_comes_back_byte_for_byte(app: Flask) -> None:
    content = PDF + bytes(range(256))
    add(app, content)
    with app.app_context():
        (file,) = attachments_of(db.session, "draft", "a")
        assert DatabaseStore(db.session).get(file.digest) == content
        assert (file.size, file.media_type) == (len(content), "application/pdf")


@both_engines
def test_the_same_bytes_are_stored_once_and_go_with_the_last_record_that_has_them(app: Flask) -> None:
    add(app, PDF, object_id="a")
    add(app, PDF, object_id="b")
    for left, object_id in ((1, "a"), (0, "b")):
        with app.app_context():
            with writing() as session:
                detach(session, attachments_of(session, "draft", object_id)[0])
            assert db.session.query(AttachmentContent).count() == left


@both_engines
def test_a_file_added_twice_is_there_once(app: Flask) -> None:
    assert add(app, PDF) == add(app, PDF)


@both_engines
def test_a_record_has_five_files_at_most(app: Flask) -> None:
    for number in range(MOST):
        add(app, PDF + bytes([number]))
    with pytest.raises(TooMany):
        add(app, PDF + b"one more")


@both_engines
def test_files_go_along_when_a_draft_becomes_a_record(app: Flask) -> None:
    add(app, PDF)
    with app.app_context():
        with writing() as session:
            move_attachments(session, of=("draft", "a"), to=("request", 7))
        assert len(attachments_of(db.session, "request", 7)) == 1
        assert not attachments_of(db.session, "draft", "a")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", EmptyFile),
        (b"%PDF-" + bytes(LARGEST), TooLarge),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnknownType),
        (b"<!doctype html><script>", UnknownType),
        (b"MZ\x90\x00", UnknownType),
        (archive(word__document_xml=b"", word__vbaProject_bin=b""), UnknownType),
        (archive(anything=b"zeros"), UnknownType),
        (b"PK\x03\x04 broken", UnknownType),
    ],
    ids=["empty", "too large", "svg", "html", "program", "macros", "plain archive", "broken archive"],
)
def test_what_is_no_accepted_document_is_not_kept(app: Flask, content: bytes, fault: type[NotAccepted]) -> None:
    with pytest.raises(fault):
        add(app, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (archive(word__document_xml=b"<w/>"), "docx"),
        (archive(xl__workbook_xml=b"<w/>"), "xlsx"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
    ],
    ids=["pdf", "png", "jpg", "docx", "xlsx", "odt"],
)
def test_documents_are_known_by_their_bytes(content: bytes, kind: str) -> None:
    assert media_type_of(content) == ACCEPTED[kind]


@given(st.binary(max_size=400).map(lambda rest: b"PK\x03\x04" + rest))
def test_no_broken_archive_breaks_the_program(content: bytes) -> None:
    assert media_type_of(content) is None or media_type_of(content) in ACCEPTED.values()


@given(st.text(max_size=400))
def test_a_clean_name_has_no_folder_no_line_end_and_no_excess(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 200
    assert not set(clean) & set('/\\\n\r\x00"\u202e')
