"""Pages of a list: which rows, and where the neighbours are."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_SIZE = 20
LAST_PAGE = 500  # deeper pages are for exports, not for reading


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` (from 1) of a list with `total` rows, `size` rows a page."""

    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def page_number(text: str | None) -> int:
    """The page somebody asked for; anything that is no sensible number means the first."""
    if text and text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PAGE)):
        return min(max(int(text), 1), LAST_PAGE)
    return 1
