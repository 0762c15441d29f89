"""How an item of the mail is told that asks the reader for something: what it is about, why, and where to act."""

from __future__ import annotations

from app.digest.selection import Told
from app.translation.service import LocalText


def task(
    title: LocalText, *, url: str, because: str, act: str, act_url: str, facts: str = "", example: bool = False
) -> Told:
    return Told(
        title=title.text,
        lang=title.lang,
        dir=title.dir,
        label=title.label,
        url=url,
        facts=facts,
        because=because,
        because_url=act_url,
        because_label=act,
        points=0,
        reasons=(),
        example=example,
    )
