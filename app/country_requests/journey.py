"""The six tasks of the partner request form and their pages, in order."""

from __future__ import annotations

from typing import cast

from flask_babel import lazy_gettext as _

from app.core.journey import Answers, Page, Plan, Progress, Readership, Task
from app.core.journey import Journey as JourneyOfAny
from app.country_requests import form_ask, form_followup, form_money, form_need, form_who
from app.country_requests.facts import RequestFacts
from app.country_requests.form_fit import Plan as NationalPlan
from app.country_requests.form_page import Writing
from app.taxonomy import form_goals

__all__ = ["PAGES", "PLAN", "TASKS", "TASK_OF", "Journey", "Page", "Progress", "Readership", "Task"]

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
            Page(NationalPlan, _("National plans and equality")),
            Page(form_goals.Goals, _("Sustainable Development Goals"), leads_on=True),
            Page(form_goals.Targets, _("Targets of the goals you chose")),
            Page(form_goals.Sectors, _("Sectors")),
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


def _is_asked(name: str, answers: Answers) -> bool:
    """Without goals there are no targets to choose."""
    return name != form_goals.Targets.name or bool(answers.get(form_goals.Goals.name, {}).get("goals"))


PLAN = Plan(TASKS, _is_asked)
PAGES, TASK_OF = PLAN.pages, PLAN.task_of


class Journey(JourneyOfAny):
    """A draft of a request as a whole."""

    def __init__(self, writing: Writing) -> None:
        super().__init__(PLAN, writing)

    @property
    def amounts(self) -> form_money.Amounts:
        return cast("form_money.Amounts", self.forms[form_money.Amounts.name])

    def facts(self) -> RequestFacts:
        """All answers as facts; raises pydantic's ValidationError where `open_points` are left."""
        known = self.facts_together()
        return RequestFacts(**{name: value for name, value in known.items() if name in RequestFacts.model_fields})
