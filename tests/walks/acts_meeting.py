"""Acts between two sides: an offer on its way, the shortlist, the phases, messages."""

from __future__ import annotations

from typing import Any

from tests.walks import oracle
from tests.walks.ground import Player
from tests.walks.oracle import Row
from tests.walks.stage import TAKES_OFFERS, Draw, Stage

CHOOSES = TAKES_OFFERS | {"negotiating"}


def is_a_side(player: Player, offer: Row, request: Row) -> bool:
    return oracle.edits(player, offer) or oracle.speaks_for(player, request)


class Meetings(Stage):
    # Institutions answer -----------------------------------------------------------------------------------

    def offers(self, draw: Draw) -> None:
        request = self._one_in(TAKES_OFFERS, draw)
        player = self.who(draw.who, draw.wrong, lambda each: each.role == "organisation-editor")
        mark = self.marks.new(player, "offer", lambda each, state: any(
            mark in row["message"] and oracle.reads_offer(each, state, row)
            for row in state["offer"].values()))  # fmt: skip
        route = "directly" if draw.more % 2 and self._may_go_directly(player) else "via_focal_point"
        stands = any(
            oracle.edits(player, row) and row["status"] in {"waiting", "sent"}
            for row in self.state["offer"].values()
            if row["country_request_id"] == request["id"]
        )
        sees = oracle.reads_request(player, request)
        candidate = player.role == "organisation-editor" and sees and not oracle.is_own(player, request)
        allowed = candidate and request["status"] in TAKES_OFFERS and not stands
        form = {"message": f"We offer {mark}", "route": route, "solution": "", "own_country": ["yes"]}
        touches = {"offer", "clearance"}
        path = f"/en/requests/{request['id']}/offer"
        self.send(player, path, form, allowed=allowed, hidden=not sees, touches=touches)
        made = [row["status"] for row in self.state["offer"].values() if mark in row["message"]]
        assert made in ([], ["sent" if route == "directly" else "waiting"]), (player, made)

    @staticmethod
    def _may_go_directly(player: Player) -> bool:
        """By the rules on the ground: XC and XD let theirs, XB and the home country only bodies that are no state's."""
        number = int("".join(filter(str.isdigit, player.name)) or 0)
        return player.country in {"XC", "XD"} or number % 2 == 0

    def withdraws(self, draw: Draw) -> None:
        offer = self.one("offer", draw.which)
        player = self.who(draw.who, draw.wrong or draw.which % 3 > 0, lambda each: oracle.edits(each, offer))
        begun = any(row["offer_id"] == offer["id"] for row in self.state["partnership"].values())
        stands = offer["status"] in {"waiting", "sent"} and not begun
        allowed = oracle.edits(player, offer) and stands and not draw.stale
        hidden = not oracle.reads_offer(player, self.state, offer)
        form = {"version": offer["version"] - 1 if draw.stale else offer["version"]}
        path = f"/en/requests/{offer['country_request_id']}/offers/{offer['id']}/withdraw"
        self.send(player, path, form, allowed=allowed, hidden=hidden, touches={"offer", "clearance"})

    def clears(self, draw: Draw) -> None:
        waiting = [row for row in self.state["clearance"].values() if row["decision"] is None]
        row = waiting[draw.which % len(waiting)] if waiting and not draw.wrong else self.one("clearance", draw.which)
        player = self.who(draw.who, draw.wrong, lambda each: each.speaks and each.country == row["country"])
        note = self.marks.new(player, "note on clearing", lambda each, _state: each.of_country(row["country"])
            or each.person_id == row["asked_by"])  # fmt: skip
        form = {"version": 0 if draw.stale else row["version"], "note": note}
        form["decision"] = "cleared" if draw.more % 4 else "not_cleared"
        own = player.speaks and player.country == row["country"]
        allowed = own and row["decision"] is None and not draw.stale
        path = f"/en/countries/{row['country']}/desk/{row['id']}"
        touches = {"clearance", "offer", "partnership", "country_request"}
        self.send(player, path, form, allowed=allowed, hidden=not player.of_country(row["country"]), touches=touches)

    # Two sides meet ----------------------------------------------------------------------------------------

    def shortlists(self, draw: Draw) -> None:
        sent = [row for row in self.state["offer"].values() if row["status"] == "sent"]
        offer = sent[draw.which % len(sent)] if sent and not draw.wrong else self.one("offer", draw.which)
        request = self.state.request_of(offer)
        player = self.who(draw.who, draw.wrong, lambda each: oracle.speaks_for(each, request))
        begun = any(row["offer_id"] == offer["id"] for row in self.state["partnership"].values())
        chooses = oracle.speaks_for(player, request) and request["status"] in CHOOSES
        allowed = chooses and offer["status"] == "sent" and not begun
        hidden = not oracle.reads_offer(player, self.state, offer)
        path = f"/en/requests/{request['id']}/offers/{offer['id']}/shortlist"
        self.send(player, path, {}, allowed=allowed, hidden=hidden, touches={"partnership", "country_request"})

    def moves_on(self, draw: Draw) -> None:
        row = self.one("partnership", draw.which)
        offer, request = self.state["offer"][row["offer_id"]], self.state.request_of(row)
        player = self.who(draw.who, draw.wrong, lambda each: is_a_side(each, offer, request))
        there = self._phase(row, draw.more)
        mark = self.marks.new(player, "note on a step", lambda each, state: oracle.reads_partnership(
            each, state, state["partnership"][row["id"]]))  # fmt: skip
        a_side = is_a_side(player, offer, request)
        allowed = a_side and not draw.stale and there in oracle.phases_after(row)
        form = {
            "to": there,
            "version": row["version"] - 1 if draw.stale else row["version"],
            "note": mark,
            "gain": mark,
        }
        hidden = not oracle.reads_partnership(player, self.state, row)
        touches = {"partnership", "conversation", "country_request", "clearance"}
        self.send(player, f"/en/partnerships/{row['id']}", form, allowed=allowed, hidden=hidden, touches=touches)

    @staticmethod
    def _phase(row: Any, number: int) -> str:
        """Mostly onward along the line, so that walks come far."""
        onward = sorted(oracle.phases_after(row), key=lambda phase: (phase == "cancelled", phase == "suspended"))
        if number % 4 == 0 or not onward:
            return (*oracle.LINE, "suspended", "cancelled")[number % 12]
        return onward[0] if number % 6 else onward[number % len(onward)]

    def writes_or_closes(self, draw: Draw) -> None:
        row = self.one("conversation", draw.which)
        reads = {each.name for each in self.ground.players if oracle.reads_conversation(each, row)}
        player = self.who(draw.who, draw.wrong, lambda each: each.name in reads)
        mark = self.marks.new(player, "message", lambda each, state: oracle.reads_conversation(
            each, state["conversation"][row["id"]]))  # fmt: skip
        allowed = player.name in reads and player.role != "team-assistant" and row["status"] == "open"
        path, form = f"/en/messages/{row['id']}", {"words": f"Dear {mark}", "key": f"message{Stage.steps}"}
        if draw.more % 8 == 0:
            path, form = f"{path}/close", {}
        self.send(player, path, form, allowed=allowed, hidden=player.name not in reads, touches={"conversation"})
