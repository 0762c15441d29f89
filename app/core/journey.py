"""A long form as a journey: its tasks and their pages, in order; how far a draft has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from flask_babel import LazyString

from app.core.form_page import FormPage, Writing

Answers = Mapping[str, Mapping[str, Any]]  # of a draft, by page


class Readership(StrEnum):
    """Who will see the answers of a page."""

    CHOSEN = "chosen"  # the readers that the record is for
    PRIVATE = "private"  # moderators and the record's own people


class Progress(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form. `heading` is its one question or the theme of its few."""

    form: type[FormPage]
    heading: LazyString
    readership: Readership = Readership.CHOSEN
    leads_on: bool = False  # its answers alter the page after it

    @property
    def name(self) -> str:
        return self.form.name


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    title: LazyString
    pages: tuple[Page, ...]
    later: bool = False  # nothing of it is needed, and nobody is led through it


def always(_name: str, _answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Plan:
    """The tasks of one form. `is_asked` says of a page whether it follows from the answers so far.

    `leads_through`: the end of a task leads to the next page that nobody has answered; else to the list of tasks.
    """

    tasks: tuple[Task, ...]
    is_asked: Callable[[str, Answers], bool] = always
    leads_through: bool = False

    @cached_property
    def pages(self) -> dict[str, Page]:
        return {page.name: page for task in self.tasks for page in task.pages}

    @cached_property
    def task_of(self) -> dict[str, Task]:
        return {page.name: task for task in self.tasks for page in task.pages}

    def page_after(self, name: str, answers: Answers) -> Page | None:
        """The next page of the same task; None at its end."""
        pages = self.task_of[name].pages
        following = pages[[page.name for page in pages].index(name) + 1 :]
        return next((page for page in following if self.is_asked(page.name, answers)), None)

    def first_unanswered(self, answers: Answers) -> Page | None:
        """Where to go on with what is needed; None when every page of it that is asked was sent."""
        asked = (
            page for page in self.pages.values() if self.is_asked(page.name, answers) and not self.is_later(page.name)
        )
        return next((page for page in asked if page.name not in answers), None)

    def is_later(self, name: str) -> bool:
        return self.task_of[name].later

    def page_before(self, name: str, answers: Answers) -> Page | None:
        """The page before it in the same task; None at its beginning."""
        pages = self.task_of[name].pages
        earlier = list(pages[: [page.name for page in pages].index(name)])
        while earlier and self.page_after(earlier[-1].name, answers) is not self.pages[name]:
            earlier.pop()
        return earlier[-1] if earlier else None


class Journey:
    """A draft's answers seen as a whole: every page checked by its own form, and nothing else."""

    def __init__(self, plan: Plan, writing: Writing) -> None:
        self.plan = plan
        self.writing = writing

    @cached_property
    def forms(self) -> dict[str, Any]:
        """Every page's form with its kept answers, validated."""
        forms = {name: page.form.answered(self.writing) for name, page in self.plan.pages.items()}
        for form in forms.values():
            form.validate()
        return forms

    def is_answered(self, name: str) -> bool:
        return name in self.writing.answers

    def progress(self, task: Task) -> Progress:
        """Done when each page that is asked was sent and is right."""
        asked = [page.name for page in task.pages if self.plan.is_asked(page.name, self.writing.answers)]
        answered = [name for name in asked if self.is_answered(name)]
        if not answered:
            return Progress.NOT_STARTED
        done = len(answered) == len(asked) and not any(self.forms[name].errors for name in asked)
        return Progress.DONE if done else Progress.IN_PROGRESS

    def entry(self, task: Task) -> Page:
        """Where to go on with a task: its first page that is not done; its very first when all are."""
        asked = [page for page in task.pages if self.plan.is_asked(page.name, self.writing.answers)]
        unfinished = (page for page in asked if not self.is_answered(page.name) or self.forms[page.name].errors)
        return next(unfinished, task.pages[0])

    @property
    def tasks_done(self) -> int:
        """How many of those that are needed."""
        return sum(self.progress(task) is Progress.DONE for task in self.plan.tasks if not task.later)

    @property
    def open_points(self) -> dict[str, list[tuple[str, str]]]:
        """What must be mended before it can be sent: page → (field, message). A skipped optional page is fine."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, form in self.forms.items():
            for field in form.questions():
                found.setdefault(name, []).extend((field.id, str(message)) for message in field.errors)
        return {name: points for name, points in found.items() if points}

    @property
    def forms_that_tell(self) -> list[Any]:
        """All pages but those that are for later and not yet answered: these say nothing, not even "nothing"."""
        return [form for name, form in self.forms.items() if self.is_answered(name) or not self.plan.is_later(name)]

    def facts_together(self) -> dict[str, Any]:
        """The facts of these pages."""
        together: dict[str, Any] = {}
        for form in self.forms_that_tell:
            together |= form.facts()
        return together
