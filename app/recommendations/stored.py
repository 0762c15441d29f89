"""The parts of a match as they are stored, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matching import Part


def parts_as_rows(parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [{"name": part.name, "value": part.value, "shared": list(part.shared)} for part in parts]


def part_of(stored: Mapping[str, Any]) -> Part:
    return Part(name=stored["name"], value=stored["value"], shared=tuple(stored["shared"]))
