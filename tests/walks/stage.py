"""The stage of a walk: who acts, how a form is sent, and what is looked at after each step."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine, initialize

from app.core.audit_check import check_chain
from app.core.db import db
from tests.walks import oracle
from tests.walks.ground import VISITOR, Clients, Ground, Player
from tests.walks.marks import Marks, words_of_mail
from tests.walks.oracle import State
from tests.walks.replay import check_replay, events_of

SEEKS = {"endorsed", "open", "shortlisted"}
TAKES_OFFERS = {"open", "shortlisted"}
REFUSED = {302, 400, 401, 403, 404, 409, 410, 422}
Form = dict[str, Any]


@dataclass(frozen=True)
class Draw:
    """What is drawn for one step: three numbers that choose, and whether the wrong person or an old form is sent."""

    who: int
    which: int
    more: int
    wrong: bool
    stale: bool

    @classmethod
    def of(cls, chance: Random) -> Draw:
        who, which, more = (chance.randrange(1_000) for _ in range(3))
        return cls(who, which, more, wrong=chance.random() < 0.15, stale=chance.random() < 0.1)


class Stage(RuleBasedStateMachine):
    """Set `ground` before it walks; `steps` and `acts` count over all walks."""

    ground: ClassVar[Ground]
    steps: ClassVar[int] = 0
    acts: ClassVar[dict[str, int]] = {}

    @initialize()
    def begin(self) -> None:
        self.app = self.ground.begin()
        self.path = self.ground.folder / "walk.sqlite"
        self.clients, self.marks = Clients(self.app, self.ground), Marks()
        self.state, self.mails, self.taken = State(self.path), 0, 0
        self.by_address = {f"{player.name.lower()}@example.org": player for player in self.ground.players}

    def teardown(self) -> None:
        if not hasattr(self, "app"):
            return
        check_replay(State(self.path), events_of(self.path))
        with self.app.app_context():
            assert check_chain(db.session).good
            db.session.close()
            db.engine.dispose()

    # Who and what ------------------------------------------------------------------------------------------

    def who(self, number: int, wrong: bool, fits: Any) -> Player:
        """Somebody who may do it, as far as roles go; anybody at all if `wrong`."""
        players = self.ground.players
        fitting = [player for player in players if fits(player)]
        chosen = players if wrong or not fitting else fitting
        return chosen[number % len(chosen)]

    def one(self, table: str, number: int) -> Any:
        rows = self.state[table]
        return rows[sorted(rows)[-1 - number % len(rows)]]

    def _one_in(self, states: set[str], draw: Draw) -> Any:
        rows = [row for row in self.state["country_request"].values() if row["status"] in states]
        return rows[draw.which % len(rows)] if rows and draw.which % 7 else self.one("country_request", draw.which)

    def send(
        self, player: Player, path: str, form: Form, *, allowed: bool | None, hidden: bool, touches: set[str]
    ) -> None:
        """Send a form; the answer and what it has changed are as the plan says."""
        before = self.state
        data = {"csrf_token": self.clients.token(player), **form}
        answer = self.clients.of(player).post(path, data=data)
        after = self.state = State(self.path)
        self.note(path, answer.status_code)
        done = before.fingerprint != after.fingerprint
        told = f"{player} {path} {form}: {answer.status_code}, {'changed' if done else 'nothing changed'}"
        assert answer.status_code < 500, told
        if answer.status_code == 429:
            assert not done, told
        elif allowed:
            assert answer.status_code == 302, told
            assert done, told
        elif allowed is False:
            assert not done, told
            there = answer.headers.get("Location", "")
            asked_in = player.name == VISITOR and (answer.status_code == 401 or "/sign-in" in there)
            assert answer.status_code in ({404} if hidden and not asked_in else REFUSED), told
        changed = {name for name in oracle.TABLES if before[name] != after[name]}
        assert changed <= touches, f"{told}: {changed}"
        self._check_moves(before, after, told)
        self.marks.check(answer.get_data(as_text=True), player, after, path)
        self._check_mails(after)

    def note(self, path: str, status: int) -> None:
        Stage.steps += 1
        act = path.rstrip("/").rpartition("/")[2]
        name = f"{'…' if act.isdigit() or len(act) > 14 else act} {status}"
        Stage.acts[name] = Stage.acts.get(name, 0) + 1

    def _check_moves(self, before: State, after: State, told: str) -> None:
        for table, moves in (
            ("country_request", oracle.REQUEST_MOVES),
            ("offer", oracle.OFFER_MOVES),
            ("conversation", oracle.CONVERSATION_MOVES),
        ):
            for number, row in after[table].items():
                old = before[table].get(number)
                was = old["status"] if old else None
                if old is None or was != row["status"]:
                    assert row["status"] in moves[was], f"{table} from {was} to {row['status']}: {told}"
            assert before[table].keys() <= after[table].keys(), told
        for number, row in after["partnership"].items():
            old = before["partnership"].get(number)
            if old is None:
                assert row["phase"] == "cleared", told
            elif old["phase"] != row["phase"]:
                assert row["phase"] in oracle.phases_after(old), told
        for number, row in after["clearance"].items():
            old = before["clearance"].get(number)
            if old is not None and old["decision"] != row["decision"]:
                assert row["decision"] in oracle.CLEARANCE_MOVES[old["decision"]], told

    def _check_mails(self, state: State) -> None:
        connection = sqlite3.connect(self.path)
        rows = connection.execute(
            "SELECT id, to_address, kind, content FROM mail WHERE id > ?", (self.mails,)
        ).fetchall()
        connection.close()
        for number, address, kind, content in rows:
            self.mails = max(self.mails, number)
            self.marks.check(words_of_mail(content), self.by_address[address], state, f"a mail ({kind})")
