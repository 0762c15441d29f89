"""From which records one may come to claim an institution: features above say which organisations they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from app.organisations.models import Organisation
from app.translation.service import LocalText

EXTENSION = "crux_claimable"


@dataclass(frozen=True, slots=True)
class Named:
    """A record with its title, its address, and the organisations it names."""

    title: LocalText
    url: str
    organisations: Sequence[Organisation]


Source = Callable[[int], Named | None]  # number of a record → what the reader may know of it


def register_claimable(app: Flask, kind: str, source: Source) -> None:
    app.extensions.setdefault(EXTENSION, {})[kind] = source


def sources() -> Mapping[str, Source]:
    found: Mapping[str, Source] = current_app.extensions.get(EXTENSION, {})
    return found
