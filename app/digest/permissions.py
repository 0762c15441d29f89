"""Who follows the runs of the weekly mail, sends an uncertain one again, and looks at what somebody would get."""

from __future__ import annotations

from app.core.permissions import Actor, Rule


def may_see_runs(actor: Actor, _subject: object) -> bool:
    return actor.has("moderator") or actor.has("administrator")


RULES: dict[str, Rule] = {
    "digest.see_runs": may_see_runs,
    "digest.send_again": lambda actor, _subject: actor.has("moderator"),
    "digest.preview": lambda actor, _subject: actor.has("administrator"),
}
