"""Whether an office document, which is an archive of XML, would harm whoever opens it.

Nothing is unpacked to a disk. Sizes are taken from the table of contents, by which Python reads no further than
it says; of each XML part so much is parsed as comes before its first element: entities are declared there.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO
from xml.parsers import expat

MOST_PARTS = 5_000
LARGEST_UNPACKED = 100 * 1024 * 1024
STEEPEST = 100  # unpacked to packed, of documents that unpack to more than the next
UNSUSPICIOUS = 5 * 1024 * 1024
MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex/|^basic/|^scripts/", re.IGNORECASE)
PROGRAMS = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|vbs|js|jar|hta|msi|lnk|sh|zip|rar|7z)$", re.IGNORECASE)
OUTWARD = re.compile(rb"attachedTemplate|oleObject|/frame\b", re.IGNORECASE)
CHUNK = 16_384
LONGEST_BEFORE_ELEMENT = 1024 * 1024


class Dangerous(Exception):
    """This part declares entities, or is no XML."""


class _Begun(Exception):
    """The first element has come."""


def is_harmless(archive: zipfile.ZipFile, size: int) -> bool:
    parts = archive.infolist()
    if not _is_modest(parts, size) or any(_is_suspicious(part) for part in parts):
        return False
    try:
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                _check_xml(archive, part)
    except Dangerous:
        return False
    return True


def _is_modest(parts: list[zipfile.ZipInfo], size: int) -> bool:
    """No bomb: neither many parts, nor much from little, nor the same bytes used twice."""
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    steep = unpacked > UNSUSPICIOUS and unpacked > STEEPEST * max(size, 1)
    return len(parts) <= MOST_PARTS and unpacked <= LARGEST_UNPACKED and packed <= size and not steep


def _is_suspicious(part: zipfile.ZipInfo) -> bool:
    name = part.filename.replace("\\", "/")
    leaves = name.startswith("/") or ".." in name.split("/") or ":" in name
    encrypted = bool(part.flag_bits & 0x1)
    return leaves or encrypted or bool(MACROS.search(name) or PROGRAMS.search(name))


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size == 0:
        return
    with archive.open(part) as stream:
        _check_beginning(stream)
    name = part.filename.lower()
    if name.endswith(".rels") or name == "[content_types].xml":
        text = archive.read(part)[:LARGEST_UNPACKED]
        if b"macroEnabled" in text or (b"External" in text and OUTWARD.search(text)):
            raise Dangerous


def _check_beginning(stream: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = _begin
    read = 0
    try:
        while chunk := stream.read(CHUNK):
            read += len(chunk)
            if read > LONGEST_BEFORE_ELEMENT:
                raise Dangerous
            parser.Parse(chunk, False)
    except _Begun:
        return
    except expat.ExpatError as error:
        raise Dangerous from error
    raise Dangerous


def _refuse(*_: object) -> None:
    raise Dangerous


def _begin(*_: object) -> None:
    raise _Begun
