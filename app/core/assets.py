"""Style, script and icons: joined, named by their content so that browsers may keep them a year, and compressed once.

The sources stay small files under `static/`; `build` (part of `make install` and `make run`) writes what is served
to `static/built/`. Whoever starts the site without it builds on the way.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import brotli
from flask import Flask, Response, abort, request, url_for

from app.config import STATIC

BUILT = STATIC / "built"
# What every page needs travels as one file of a kind.
BUNDLES = {
    "crux.css": ("css/tokens.css", "css/base.css", "css/components.css"),
    "crux.js": ("vendor/htmx.min.js", "js/crux.js"),
}
SINGLE = ("js/*.js", "icons/*.svg")
BETWEEN = {".css": b"\n", ".js": b";\n"}
SUFFIX = {"br": ".br", "gzip": ".gz"}  # by what a browser says it reads, best first


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is served: `name` holds the hash of its content; `bodies` are by encoding, "" as it is."""

    name: str
    mimetype: str
    bodies: Mapping[str, bytes]


def init_app(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset
    app.add_url_rule("/static/<path:filename>", "static", _serve)


def asset(path: str) -> str:
    """The address of a bundle, or of one file under `static/`."""
    return url_for("static", filename=served_name(path))


def served_name(path: str) -> str:
    """What a bundle, or one file under `static/`, is called while its content is what it is."""
    return _assets()[path].name


def _serve(filename: str) -> Response:
    found = _by_name().get(filename) or abort(404)
    encoding = next((each for each in SUFFIX if request.accept_encodings[each] > 0), "")
    response = Response(found.bodies[encoding], mimetype=found.mimetype)
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    response.set_etag(f"{filename}:{encoding}")
    response.make_conditional(request)
    return response


@cache
def _by_name() -> dict[str, Asset]:
    return {each.name: each for each in _assets().values()}


@cache
def _assets() -> dict[str, Asset]:
    """Everything that is served, by the path that templates use."""
    return {path: _asset(path, content) for path, content in sources()}


def sources() -> Iterator[tuple[str, bytes]]:
    """What is to be served, as it was written: (path, content)."""
    for path, parts in BUNDLES.items():
        between = BETWEEN[PurePosixPath(path).suffix]
        yield path, between.join((STATIC / part).read_bytes() for part in parts)
    joined = {part for parts in BUNDLES.values() for part in parts}
    for found in sorted(each for pattern in SINGLE for each in STATIC.glob(pattern)):
        path = found.relative_to(STATIC).as_posix()
        if path not in joined:
            yield path, found.read_bytes()


def _asset(path: str, content: bytes) -> Asset:
    pure = PurePosixPath(path)
    name = f"{pure.stem}.{hashlib.sha256(content).hexdigest()[:12]}{pure.suffix}"
    packed = {encoding: _packed(encoding, BUILT / f"{name}{suffix}", content) for encoding, suffix in SUFFIX.items()}
    mimetype = mimetypes.types_map[pure.suffix]
    return Asset(name, mimetype, {"": content, **packed})


def _packed(encoding: str, path: Path, content: bytes) -> bytes:
    """The compressed content, as it was built; else packed now, and written down where that is allowed."""
    try:
        return path.read_bytes()
    except OSError:
        packed = brotli.compress(content) if encoding == "br" else gzip.compress(content, 9, mtime=0)
    with suppress(OSError):  # a program that may not write into its own folder serves all the same
        path.parent.mkdir(exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")  # several processes may start at once
        beside.write_bytes(packed)
        beside.replace(path)
    return packed


def build() -> list[str]:
    """Write what is missing; the names of all that is served."""
    return sorted(each.name for each in _assets().values())


if __name__ == "__main__":
    build()
