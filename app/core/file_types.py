"""What a file is, by its bytes and never by what its name or its sender says."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from app.core.archives import is_harmless

OFFICE = "application/vnd.openxmlformats-officedocument"
# Extension → media type of the documents people may add.
ACCEPTED = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}
ALSO_CALLED = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg"}
EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,5})$")
SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# What makes a reader of PDF run a program or a script. What is compressed is not seen: that is for a scanner.
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|RichMedia)\b")


def media_type_of(content: bytes) -> str | None:
    """The media type of an accepted document; None for anything else, macros included."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return None if kind == "pdf" and ACTIVE_PDF.search(content) else ACCEPTED[kind]
    return _packed(content) if content.startswith(b"PK\x03\x04") else None


def named_after_its_kind(file_name: str, media_type: str) -> str | None:
    """The name with the extension of its kind, added if there is none; None when it claims another kind."""
    kind = next(extension for extension, known in ACCEPTED.items() if known == media_type)
    found = EXTENSION.search(file_name)
    if found is None or found.group(1).isdecimal():
        return f"{file_name}.{kind}"
    claimed = found.group(1).lower()
    return file_name if ALSO_CALLED.get(claimed, claimed) == kind else None


def _packed(content: bytes) -> str | None:
    """Office documents are archives; what could unpack into harm is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not is_harmless(archive, len(content)):
                return None
            names = archive.namelist()
            for part, kind in MAIN_PARTS.items():
                if part in names:
                    return ACCEPTED[kind]
            return _open_document(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError, zlib.error):
        return None


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return None
    declared = archive.read("mimetype").decode("ascii", "replace").strip()
    return declared if declared in {ACCEPTED["odt"], ACCEPTED["ods"]} else None
