"""The six tasks of the partner request form and their pages, in order; how far a draft has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.country_requests import form_ask, form_fit, form_followup, form_money, form_need, form_who
from app.country_requests.facts import RequestFacts
from app.country_requests.form_page import RequestPage, Writing


class Readership(StrEnum):
    """Who will see the answers of a page."""

    CHOSEN = "chosen"  # the readers that the request is for
    PRIVATE = "private"  # moderators and the country's own people


class Progress(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form. `heading` is its one question or the theme of its few."""

    form: type[RequestPage]
    heading: LazyString
    readership: Readership = Readership.CHOSEN

    @property
    def name(self) -> str:
        return self.form.name


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    title: LazyString
    pages: tuple[Page, ...]


PRIVATE = Readership.PRIVATE
TASKS = (
    Task(
        "who",
        _("Say who is asking"),
        (
            Page(form_who.Asking, _("Who is asking?")),
            Page(form_who.Readers, _("Who should read it?"), PRIVATE),
        ),
    ),
    Task(
        "need",
        _("Describe the need"),
        (
            Page(form_need.Title, _("Give your request a title")),
            Page(form_need.Problem, _("The problem")),
            Page(form_need.Background, _("Causes and efforts")),
            Page(form_need.Deadline, _("Deadline")),
        ),
    ),
    Task(
        "fit",
        _("Link it to plans and goals"),
        (
            Page(form_fit.Plan, _("National plans and equality")),
            Page(form_fit.Goals, _("Sustainable Development Goals")),
            Page(form_fit.Targets, _("Targets of the goals you chose")),
            Page(form_fit.Sectors, _("Sectors")),
        ),
    ),
    Task(
        "ask",
        _("Say what you ask for"),
        (
            Page(form_ask.Outcome, _("What you want to achieve")),
            Page(form_ask.Modalities, _("Ways of working together")),
            Page(form_ask.Partners, _("Languages and regions")),
            Page(form_ask.Requirements, _("What partners must bring")),
            Page(form_ask.Timing, _("Start and duration")),
        ),
    ),
    Task(
        "money",
        _("Add what is known about money"),
        (
            Page(form_money.Amounts, _("Cost and contributions"), PRIVATE),
            Page(form_money.Instruments, _("Forms of finance"), PRIVATE),
        ),
    ),
    Task(
        "follow-up",
        _("Plan the follow-up"),
        (
            Page(form_followup.Capacity, _("Capacity"), PRIVATE),
            Page(form_followup.Afterwards, _("Afterwards")),
            Page(form_followup.Files, _("Files"), PRIVATE),
            Page(form_followup.Contact, _("Contact and agreement"), PRIVATE),
        ),
    ),
)
PAGES = {page.name: page for task in TASKS for page in task.pages}
TASK_OF = {page.name: task for task in TASKS for page in task.pages}


def page_after(name: str, answers: Mapping[str, Mapping[str, Any]]) -> Page | None:
    """The next page of the same task; None at its end. Without goals there are no targets to choose."""
    pages = TASK_OF[name].pages
    following = pages[[page.name for page in pages].index(name) + 1 :]
    without_goals = not answers.get(form_fit.Goals.name, {}).get("goals")
    return next((page for page in following if not (page.form is form_fit.Targets and without_goals)), None)


def page_before(name: str, answers: Mapping[str, Mapping[str, Any]]) -> Page | None:
    """The page before it in the same task; None at its beginning."""
    pages = TASK_OF[name].pages
    earlier = list(pages[: [page.name for page in pages].index(name)])
    while earlier and page_after(earlier[-1].name, answers) is not PAGES[name]:
        earlier.pop()
    return earlier[-1] if earlier else None


class Journey:
    """A draft's answers seen as a whole: every page checked by its own form, and nothing else."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing

    @cached_property
    def forms(self) -> dict[str, RequestPage]:
        """Every page's form with its kept answers, validated."""
        forms = {name: page.form.answered(self.writing) for name, page in PAGES.items()}
        for form in forms.values():
            form.validate()
        return forms

    @property
    def amounts(self) -> form_money.Amounts:
        return cast("form_money.Amounts", self.forms[form_money.Amounts.name])

    def is_answered(self, name: str) -> bool:
        return name in self.writing.answers

    def progress(self, task: Task) -> Progress:
        """Done when each page was sent and is right; targets wait for goals."""
        asked = [page.name for page in task.pages if self._is_asked(page.name)]
        answered = [name for name in asked if self.is_answered(name)]
        if not answered:
            return Progress.NOT_STARTED
        done = len(answered) == len(asked) and not any(self.forms[name].errors for name in asked)
        return Progress.DONE if done else Progress.IN_PROGRESS

    def entry(self, task: Task) -> Page:
        """Where to go on with a task: its first page that is not done; its very first when all are."""
        asked = [page for page in task.pages if self._is_asked(page.name)]
        unfinished = (page for page in asked if not self.is_answered(page.name) or self.forms[page.name].errors)
        return next(unfinished, task.pages[0])

    def _is_asked(self, name: str) -> bool:
        return name != form_fit.Targets.name or bool(self.writing.answers.get(form_fit.Goals.name, {}).get("goals"))

    @property
    def tasks_done(self) -> int:
        return sum(self.progress(task) is Progress.DONE for task in TASKS)

    @property
    def open_points(self) -> dict[str, list[tuple[str, str]]]:
        """What must be mended before it can be sent: page → (field, message). A skipped optional page is fine."""
        found: dict[str, list[tuple[str, str]]] = {}
        for name, form in self.forms.items():
            for field in form:
                found.setdefault(name, []).extend((field.id, str(message)) for message in field.errors)
        return {name: points for name, points in found.items() if points}

    def facts(self) -> RequestFacts:
        """All answers as facts; raises pydantic's ValidationError where `open_points` are left."""
        together: dict[str, Any] = {}
        for form in self.forms.values():
            together |= {name: value for name, value in form.facts().items() if name in RequestFacts.model_fields}
        return RequestFacts(**together)
