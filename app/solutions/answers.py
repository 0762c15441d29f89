"""A draft of a solution in words, section by section; and a solution's text as the answers that would make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.core.answers import Answer, Section, answer_lines
from app.core.journey import Page, Readership
from app.solutions.answers_later import later_answers
from app.solutions.journey import PLAN, TASKS, Journey


def summary(journey: Journey) -> list[Section]:
    """Every question with its answer, in the order of the form; of tasks for later those that were begun."""
    told = (task for task in TASKS if not task.later or any(journey.is_answered(page.name) for page in task.pages))
    return [Section(task.title, [(Readership.CHOSEN, list(_answers(journey, task.pages)))]) for task in told]


def page_answers(journey: Journey, page: Page) -> list[Answer]:
    """The answers of one page."""
    return list(_answers(journey, (page,)))


def _answers(journey: Journey, pages: tuple[Page, ...]) -> Iterator[Answer]:
    for page in pages:
        if not PLAN.is_asked(page.name, journey.writing.answers):
            continue
        for field in journey.forms[page.name]:
            lines = answer_lines(field, journey.writing.language) if journey.is_answered(page.name) else []
            yield Answer(str(field.label.text), lines, page.name, field.id)


def answers_from(content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What one would have typed to send this text: where its institution starts to change it."""
    claims: Mapping[str, str] = content["claims"]
    goals = {code.partition(".")[0] for code in claims}

    def one(*names: str) -> dict[str, list[str]]:
        return {name: [str(content[name] or "")] for name in names}

    return {
        "summary": one("title", "standfirst", "source_language"),
        "story": one("challenge", "approach"),
        "origin": {"country": [*content["countries_of_origin"][:1]]},
        "goals": {"goals": sorted(goals, key=int)},
        "targets": {"targets": [code for code in claims if "." in code]},
        "evidence": {f"evidence-{code}": [line] for code, line in claims.items() if "." in code},
        "sectors": {"sectors": list(content["sectors"])},
        "offer": {name: list(content[name]) for name in ("modalities", "delivery_languages")},
        "terms": {name: [content[name]] if content[name] else [] for name in ("who_pays", "disclosure")},
        **later_answers(content),
    }
