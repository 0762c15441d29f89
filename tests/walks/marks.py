"""Words that can be found again: each text that somebody types is marked, with who may read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default

from tests.walks.ground import Player
from tests.walks.oracle import State

FOUND = re.compile(r"marked\d+words")  # long enough that no number of a draft, drawn by chance, looks like one
Readers = Callable[[Player, State], bool]


@dataclass(frozen=True)
class Mark:
    author: Player
    what: str
    readers: Readers


class Marks:
    def __init__(self) -> None:
        self._known: dict[str, Mark] = {}

    def new(self, author: Player, what: str, readers: Readers) -> str:
        mark = f"marked{len(self._known)}words"
        self._known[mark] = Mark(author, what, readers)
        return mark

    def check(self, text: str, player: Player, state: State, where: str) -> None:
        """Nobody reads what is not theirs."""
        for found in set(FOUND.findall(text)):
            mark = self._known[found]
            allowed = player.name == mark.author.name or mark.readers(player, state)
            assert allowed, f"{player.name} reads a {mark.what} of {mark.author.name} ({found}) on {where}"


def words_of_mail(content: bytes) -> str:
    message = message_from_bytes(content, policy=default)
    parts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
    return " ".join([str(message["Subject"]), *parts])
