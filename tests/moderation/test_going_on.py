"""From one page of a solution to the next: on through all tasks, and to the list of tasks at any time."""

from __future__ import annotations

from app.solutions.journey import PAGES, PLAN
from tests.moderation.ground import Open, begin, send
from tests.moderation.typed import ANSWERS

People = dict[str, int]


def test_continue_leads_through_all_tasks_to_the_check(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    pages = [name for name in PAGES if not PLAN.is_later(name)]
    for name, following in zip(pages, [*pages[1:], "check"], strict=True):
        assert send(budi, draft, name, ANSWERS[name]).response.request.path == f"{draft}/{following}"


def test_what_was_answered_before_is_not_asked_again_in_the_next_task(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    for name in ("goals", "sectors", "summary", "story"):
        send(budi, draft, name, ANSWERS[name])
    assert send(budi, draft, "origin", ANSWERS["origin"]).response.request.path == f"{draft}/targets"


def test_the_list_of_tasks_is_reached_from_each_page_and_keeps_what_was_typed(as_: Open, people: People) -> None:
    budi = as_("budi")
    draft = begin(budi, people["institute"])
    tasks = send(budi, draft, "summary", {"title": "Half a", "then": "tasks"})
    assert tasks.response.request.path == draft
    assert tasks.heading == "Half a"
    assert "0 of 3 tasks done" in tasks.text
    assert budi.get(f"{draft}/summary").form_values("/summary")["title"] == "Half a"
