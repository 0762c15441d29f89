"""Pictures are drawn anew: what was hidden in the file (a place, a camera, another file) does not come along."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

LONGEST_SIDE = 10_000  # pixels, of what is looked at
MOST_PIXELS = 30_000_000  # of a PNG; a JPEG is read at a smaller scale
KEPT_SIDE = 4_000  # pixels, of what is kept
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
FAULTS = (
    OSError, ValueError, SyntaxError, OverflowError, MemoryError, Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # fmt: skip


class NoPicture(ValueError):
    """It cannot be read as the picture it says it is, or is too large to be one."""


def drawn_anew(content: bytes, media_type: str) -> bytes:
    """The same picture in the same format, upright, without anything else; `NoPicture` when there is none."""
    kind = FORMATS[media_type]
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as found:
            if max(found.size) > LONGEST_SIDE or (kind == "PNG" and found.width * found.height > MOST_PIXELS):
                raise NoPicture
            if kind == "JPEG":
                found.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
            return _saved(found, kind)
    except NoPicture:
        raise
    except FAULTS as error:
        raise NoPicture from error


def _saved(found: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(found)
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
    plain = upright.convert("RGB" if kind == "JPEG" else "RGBA")
    plain.info.clear()
    out = io.BytesIO()
    plain.save(out, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return out.getvalue()
