"""What is chosen: the best, each group in its turn, never what was told, never another standing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.digest.selection import MOST_ITEMS, Candidate, choose, standings_mailed
from tests.digest.ground import a_candidate

PRODUCTION = standings_mailed(demo=False)
candidates = st.lists(
    st.builds(
        a_candidate,
        number=st.integers(1, 40),
        score=st.floats(0, 1),
        version=st.integers(1, 3),
        group=st.sampled_from(["request:1", "request:2", "solution:9"]),
        standing=st.sampled_from(["confirmed", "documented", "example"]),
    ),
    max_size=60,
)


@given(candidates)
def test_in_production_only_confirmed_records_are_ever_chosen(offered: list[Candidate]) -> None:
    chosen = choose(offered, told=(), standings=PRODUCTION)
    assert all(candidate.standings == {"confirmed"} for candidate in chosen)


@given(candidates)
def test_what_is_chosen_now_is_never_chosen_again(offered: list[Candidate]) -> None:
    demo = standings_mailed(demo=True)
    told: set[tuple[str, int]] = set()
    while chosen := choose(offered, told=told, standings=demo):
        new = {(candidate.item, candidate.version) for candidate in chosen}
        assert not new & told
        assert len({candidate.item for candidate in chosen}) == len(chosen) <= MOST_ITEMS
        told |= new
    assert told == {(candidate.item, candidate.version) for candidate in offered}


@given(candidates)
def test_the_order_of_the_offer_does_not_matter(offered: list[Candidate]) -> None:
    demo = standings_mailed(demo=True)
    keyed = {(candidate.item, candidate.score): candidate for candidate in offered}
    forward = choose(keyed.values(), told=(), standings=demo)
    backward = choose(reversed(list(keyed.values())), told=(), standings=demo)
    assert [(c.item, c.score) for c in forward] == [(c.item, c.score) for c in backward]


def test_a_request_with_many_matches_leaves_room_for_another() -> None:
    many = [a_candidate(n, score=0.9, group="request:1") for n in range(20)]
    chosen = choose([*many, a_candidate(1, score=0.1, group="request:2")], told=(), standings=PRODUCTION)
    assert chosen[1].group == "request:2"


def test_a_changed_record_is_told_again() -> None:
    told = {("request:7/solution:1", 1)}
    assert choose([a_candidate(1, version=1)], told=told, standings=PRODUCTION) == []
    assert len(choose([a_candidate(1, version=2)], told=told, standings=PRODUCTION)) == 1
