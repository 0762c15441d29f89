"""Acts upon a request: written, sent, decided upon by its focal point, asked about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.core.idempotency import content_hash
from tests.walks import oracle
from tests.walks.ground import HOME, Player
from tests.walks.oracle import Row, State
from tests.walks.stage import SEEKS, TAKES_OFFERS, Draw, Form, Stage

NEEDED = ("asking", "readers", "title", "problem", "outcome", "capacity", "contact")


def at_home(player: Player, wrong: bool) -> bool:
    return player.country in {HOME, ""} if wrong else oracle.may_write_for_home(player)


def missing(answers: Any) -> Iterator[str]:
    """The pages without which a draft is not sent; a request that is asked for again is agreed to anew."""
    for page in NEEDED:
        if page not in answers or (page == "contact" and not answers[page].get("consent")):
            yield page


class Requests(Stage):
    # A request is written ----------------------------------------------------------------------------------

    def starts_a_draft(self, draw: Draw) -> None:
        player = self.who(draw.who, False, lambda each: at_home(each, draw.wrong))
        own = [row for row in self.state["draft"].values() if oracle.writes_draft(player, row) and not row["sent_as"]]
        allowed = oracle.may_write_for_home(player) and len(own) < 20
        self.send(player, "/en/requests/new", {}, allowed=allowed, hidden=False, touches={"draft"})

    def writes_a_page(self, draw: Draw) -> None:
        open_ones = sorted((row["created_at"], row["id"]) for row in self.state["draft"].values() if not row["sent_as"])
        if not open_ones:
            return self.starts_a_draft(draw)
        draft = self.state["draft"][open_ones[-1 - draw.which % min(len(open_ones), 2)][1]]
        player = self.who(draw.who, draw.wrong, lambda each: oracle.writes_draft(each, draft))
        answers = json.loads(draft["answers"])
        name = next(missing(answers), NEEDED[draw.which % len(NEEDED)])
        seen = "0" * 16 if draw.stale else content_hash(answers.get(name))[:16]
        mine = self._writes(player, draft)
        form = {"seen": seen, **self._answers(name, player, draft["id"], draw.which)}
        path = f"/en/requests/draft/{draft['id']}/{name}"
        allowed = None if mine and (draw.stale or name in answers) else mine  # the same answer again changes nothing
        return self.send(player, path, form, allowed=allowed, hidden=True, touches={"draft"})

    def _answers(self, name: str, player: Player, draft: str, number: int) -> Form:
        def public(reader: Player, state: State) -> bool:
            return oracle.reads_words_of(reader, state, draft, oracle.reads_request)

        def private(reader: Player, state: State) -> bool:
            return oracle.reads_words_of(reader, state, draft, oracle.reads_private)

        new = self.marks.new
        pages: dict[str, Form] = {
            "asking": {"country": HOME, "institution": f"Ministry {new(player, 'institution', public)}"},
            "readers": {"wished_visibility": ("public", "members", "moderators")[number % 3]},
            "title": {"title": f"Early warning {new(player, 'title', public)}", "source_language": "en"},
            "problem": {"problem": f"Floods {new(player, 'problem', public)}"},
            "outcome": {"outcome": f"Warned {new(player, 'outcome', public)}"},
            "capacity": {"absorptive_capacity": f"Four {new(player, 'capacity', private)}"},
            "contact": {"contact": f"{new(player, 'contact', private)}@example.org", "consent": ["yes"]},
        }
        return pages[name]

    def sends_it(self, draw: Draw) -> None:
        ready = [row for row in self.state["draft"].values() if not any(missing(json.loads(row["answers"])))]
        draft = ready[draw.which % len(ready)] if ready and not draw.wrong else self.one("draft", draw.which)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.writes_draft(each, draft))
        answers = json.loads(draft["answers"])
        form = {"key": f"key{Stage.steps}", "seen": "stale" if draw.stale else content_hash(answers)}
        complete = not any(missing(answers))
        mine = self._writes(player, draft)
        allowed = mine and complete and not draft["sent_as"] and not draw.stale
        path = f"/en/requests/draft/{draft['id']}/check"
        self.send(player, path, form, allowed=allowed, hidden=not mine, touches={"draft", "country_request"})

    # It is changed once it is published, or asked for again --------------------------------------------------

    def changes_it(self, draw: Draw) -> None:
        request = self.one("country_request", draw.which)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.speaks_for(each, request))
        own = oracle.speaks_for(player, request) and request["status"] in {"endorsed", *TAKES_OFFERS}
        begun = any(row["edits"] == request["id"] and not row["sent_as"] for row in self.state["draft"].values())
        allowed = None if own and begun else own
        hidden = not oracle.reads_request(player, request)
        path = f"/en/requests/{request['id']}/change"
        self.send(player, path, {}, allowed=allowed, hidden=hidden, touches={"draft"})

    def asks_again(self, draw: Draw) -> None:
        over = [row for row in self.state["country_request"].values() if row["status"] == "closed"]
        request = over[draw.which % len(over)] if over and draw.which % 5 else self.one("country_request", draw.which)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.is_own(each, request))
        allowed = oracle.is_own(player, request) and oracle.may_write_for_home(player) and request["status"] == "closed"
        hidden = not oracle.reads_request(player, request)
        path = f"/en/requests/{request['id']}/again"
        self.send(player, path, {}, allowed=allowed, hidden=hidden, touches={"draft"})

    # Its focal point decides -------------------------------------------------------------------------------

    def _decides(self, draw: Draw, act: str, states: set[str], form: Form) -> None:
        request = self.one("country_request", draw.which)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.speaks_for(each, request))
        own_word = oracle.speaks_for(player, request)
        if act == "close" and request["status"] == "submitted":
            own_word = own_word or request["submitted_by"] == player.person_id
        version = request["version"] - 1 if draw.stale else request["version"]
        allowed = own_word and request["status"] in states and not draw.stale
        hidden = not oracle.reads_request(player, request)
        path = f"/en/requests/{request['id']}/{act}"
        data = {"version": version, **form}
        self.send(player, path, data, allowed=allowed, hidden=hidden, touches={"country_request"})

    def endorses(self, draw: Draw) -> None:
        self._decides(draw, "endorse", {"submitted"}, {"rank": draw.which % 100 + 1})

    def opens(self, draw: Draw) -> None:
        form = {"audience": "public" if draw.more % 2 else "members"}
        self._decides(draw, "open", {"endorsed", *TAKES_OFFERS}, form)

    def closes(self, draw: Draw) -> None:
        """Mostly by somebody who may not, so that requests live long enough."""
        request = self.one("country_request", draw.which)
        if draw.more % 8:
            draw = replace(draw, wrong=True, stale=True)
        author = self.ground.players[0]
        note = self.marks.new(author, "closing note", lambda each, state: oracle.reads_private(
            each, state["country_request"][request["id"]]))  # fmt: skip
        states = {"submitted", "endorsed", "open", "shortlisted", "negotiating"}
        self._decides(draw, "close", states, {"reason": "no_partner_found", "note": note})

    def ranks(self, draw: Draw) -> None:
        ranked = {"endorsed", "open", "shortlisted", "negotiating", "partnered"}
        self._decides(draw, "priority", ranked, {"rank": draw.which % 100 + 1})

    def _writes(self, player: Player, draft: Row) -> bool:
        """A draft of changes is its focal points', as long as the request may be changed."""
        if not oracle.writes_draft(player, draft):
            return False
        if draft["edits"] is None or draft["sent_as"]:
            return True
        request = self.state["country_request"][draft["edits"]]
        return oracle.speaks_for(player, request) and request["status"] in {"endorsed", *TAKES_OFFERS}

    # Questions ---------------------------------------------------------------------------------------------

    def asks(self, draw: Draw) -> None:
        request = self._one_in(SEEKS, draw)
        player = self.who(draw.who, draw.wrong, lambda each: each.role == "organisation-editor")
        mark = self.marks.new(player, "question", lambda each, state: any(
            mark in row["words"] and oracle.reads_question(each, state, row)
            for row in state["request_question"].values()))  # fmt: skip
        sees = oracle.reads_request(player, request)
        candidate = player.role == "organisation-editor" and sees and not oracle.is_own(player, request)
        allowed = candidate and request["status"] in SEEKS
        path = f"/en/requests/{request['id']}/question"
        form = {"words": f"How {mark}"}
        self.send(player, path, form, allowed=allowed, hidden=not sees, touches={"request_question"})

    def answers(self, draw: Draw) -> None:
        row = self.one("request_question", draw.which)
        request = self.state.request_of(row)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.speaks_for(each, request))
        mark = self.marks.new(player, "answer", lambda each, state: oracle.reads_request(
            each, state["country_request"][request["id"]]))  # fmt: skip
        own = oracle.speaks_for(player, request) or (player.person_id or 0) == request["submitted_by"]
        allowed = own and row["answered_at"] is None and not draw.stale
        form = {"answer": f"So {mark}", "version": row["version"] - 1 if draw.stale else row["version"]}
        path = f"/en/requests/{request['id']}/questions/{row['id']}"
        hidden = not oracle.reads_question(player, self.state, row)
        self.send(player, path, form, allowed=allowed, hidden=hidden, touches={"request_question"})
