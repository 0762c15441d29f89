"""The machine that walks: each step is one act, by whoever is drawn, rightly or wrongly; the plan says what may come.

One rule draws a seed for each step. Rules for each act would let hypothesis leave some of them out of a whole walk,
and without drafts or offers nobody comes far.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.walks.acts_meeting import Meetings
from tests.walks.acts_request import Requests
from tests.walks.ground import VISITOR
from tests.walks.oracle import State
from tests.walks.pages import pages_for
from tests.walks.stage import Draw

# How often each comes, and the table without a row of which there is nothing to do.
ACTS = {
    "starts_a_draft": (1, None),
    "writes_a_page": (20, "draft"),
    "sends_it": (7, "draft"),
    "changes_it": (2, "country_request"),
    "asks_again": (1, "country_request"),
    "endorses": (4, "country_request"),
    "opens": (5, "country_request"),
    "closes": (2, "country_request"),
    "ranks": (1, "country_request"),
    "offers": (8, "country_request"),
    "withdraws": (2, "offer"),
    "clears": (6, "clearance"),
    "asks": (3, "country_request"),
    "answers": (3, "request_question"),
    "shortlists": (4, "offer"),
    "moves_on": (14, "partnership"),
    "writes_or_closes": (4, "conversation"),
    "looks": (22, None),
}


class Walk(Requests, Meetings):
    @rule(seed=st.integers(0, 2**32))
    def step(self, seed: int) -> None:
        chance = Random(f"{seed} {self.taken}")
        self.taken += 1
        possible = {name: often for name, (often, table) in ACTS.items() if table is None or self.state[table]}
        name = chance.choices(list(possible), list(possible.values()))[0]
        getattr(self, name)(Draw.of(chance))

    def looks(self, draw: Draw) -> None:
        player = self.who(draw.who, True, lambda _each: True)
        path, status = pages_for(player, self.state, draw.which, draw.more)
        answer = self.clients.of(player).get(path)
        self.note(f"look/{path.split('?')[0]}", answer.status_code)
        told = f"{player} {path}: {answer.status_code}, not {status}"
        assert answer.status_code < 500, told
        if answer.status_code == 302 and player.name == VISITOR:
            assert "/sign-in" in answer.headers["Location"], told
        elif answer.status_code == 308:
            answer = self.clients.of(player).get(answer.headers["Location"])
            assert status in {None, 200}, told
        elif status is not None:
            assert answer.status_code == status, told
        self.state = State(self.path)
        self.marks.check(answer.get_data(as_text=True), player, self.state, path)
