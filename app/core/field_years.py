"""A year, such as 2019: a number that is never written with a mark between thousands."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.core.fields import WholeNumber

FIRST, LAST = 1900, 2100


class Year(WholeNumber):
    def __init__(self, label: Any, validators: Any = None, *, wrong: Any, **options: Any) -> None:
        super().__init__(label, validators, smallest=FIRST, largest=Decimal(LAST), wrong=wrong, **options)
