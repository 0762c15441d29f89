"""U-10: whatever rule an answer breaks, the page says so in one way, by htmx and by full post."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from app.core.db import utc_now, writing
from app.core.drafts import Draft, start_draft
from tests.browser import Browser, Element, Page
from tests.forms.rules import OWN, Rule, right_answers, rules
from tests.moderation.ground import Open

People = dict[str, int]
RULES = list(rules())
LISTED = {"is not on the list"}  # what is on no list cannot be shown again: the draft keeps it


@pytest.fixture
def writer(as_: Open, rule: Rule) -> Browser:
    return as_("amina" if rule.form == "request" else "budi")


@pytest.fixture
def address(app: Flask, people: People, rule: Rule) -> str:
    """Of the page, in a draft that knows goals and targets."""
    kept = {name: {"goals": ["3"]} if name == "goals" else {"targets": ["3.8"]} for name in ("goals", "targets")}
    solution = rule.form == "solution"
    with app.app_context(), writing() as session:
        draft = start_draft(
            session,
            kind="solution" if solution else "country_request",
            person_id=people["budi" if solution else "amina"],
            scope=str(people["institute"]) if solution else None,
            answers=kept,
            now=utc_now(),
        )
        return f"/en/{rule.form}s/draft/{draft.id}/{rule.page}"


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_broken_rule_is_told_in_title_summary_and_beside_the_field_and_the_answer_is_kept(
    app: Flask, writer: Browser, address: str, rule: Rule
) -> None:
    sent = {**right_answers(rule.form)[rule.page], **rule.typed, **_token(writer, address)}
    page = writer.post(address, sent, status=422)
    assert page.title.startswith("Error: ")
    ids = {element.get("id"): element for element in page.root.iter() if element.get("id")}
    (link,) = [each for each in _summary(page).iter("a") if _words(each) == rule.says]
    place = ids[(link.get("href") or "")[1:]]
    assert rule.says in [_words(each) for each in _errors_around(page, place)]
    _kept(app, page, address, rule)
    by_htmx = writer.client.post(address, data=sent, headers={"HX-Request": "true"})
    assert by_htmx.status_code == 422
    assert _plain(Page(by_htmx).html) == _plain(page.html)


def test_each_rule_that_a_page_has_of_its_own_is_broken_once() -> None:
    own = {(rule.page, rule.field) for rule in RULES if rule.name == "by a rule of its own"}
    assert own == set(OWN)


def _token(browser: Browser, address: str) -> dict[str, str]:
    values = browser.get(address).form_values(address.rpartition("/")[2])
    return {name: values[name] for name in ("csrf_token", "seen")}


def _summary(page: Page) -> Element:
    """It takes the focus (`data-focus`, crux.js) and stands before the first heading of the page."""
    summary = page.root.find(".//main//div[@class='error-summary']")
    assert summary is not None
    assert (summary.get("tabindex"), summary.get("data-focus")) == ("-1", "")
    assert page.html.index("error-summary") < page.html.index("<h1")
    return summary


def _errors_around(page: Page, place: Element) -> Iterator[Element]:
    """The messages in the innermost question that the place is in."""
    parents = {child: parent for parent in page.root.iter() for child in parent}
    while "field" not in (place.get("class") or "").split():
        place = parents[place]
    for each in place.iter("p"):
        if each.get("class") == "field-error":
            yield from each.iter("span")


def _kept(app: Flask, page: Page, address: str, rule: Rule) -> None:
    with app.app_context(), writing() as session:
        draft = session.get_one(Draft, address.split("/")[-2])
        kept = draft.answers[rule.page]
    shown = page.form_values(f"/{rule.page}")
    for name, value in rule.typed.items():
        values = value if isinstance(value, list) else [value]
        assert [each for each in kept.get(name, []) if each] == [each for each in values if each]
        if rule.name not in LISTED and values and any(values):
            assert shown[name] == value


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(html: str) -> str:
    """Without what is new in each answer: the token, and the mark of what is kept."""
    return re.sub(r'(name="(?:csrf_token|seen)" value=")[^"]*', r"\1", html)
