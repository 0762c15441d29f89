"""What a file is, by its bytes and never by what its name or its sender says."""

from __future__ import annotations

import io
import zipfile

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
SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MOST_PARTS = 5_000


def media_type_of(content: bytes) -> str | None:
    """The media type of an accepted document; None for anything else, macros included."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return ACCEPTED[kind]
    return _packed(content) if content.startswith(b"PK\x03\x04") else None


def _packed(content: bytes) -> str | None:
    """Office documents are archives; only their table of contents is read, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > MOST_PARTS or any("vbaproject" in name.lower() for name in names):
                return None
            for part, kind in MAIN_PARTS.items():
                if part in names:
                    return ACCEPTED[kind]
            return _open_document(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return None
    declared = archive.read("mimetype").decode("ascii", "replace").strip()
    return declared if declared in {ACCEPTED["odt"], ACCEPTED["ods"]} else None
