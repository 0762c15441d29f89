"""The three tasks of offering a solution and their pages, in order; and the tasks that may follow later."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from app.core.journey import Answers, Page, Plan, Task
from app.core.journey import Journey as JourneyOfAny
from app.solutions import form_copying, form_offer, form_results, form_standing, form_story
from app.solutions.facts import SolutionFacts
from app.solutions.form_evidence import Evidence
from app.solutions.form_page import Offering
from app.taxonomy import form_goals
from app.taxonomy.form_goals import claims_in

TASKS = (
    Task(
        "story",
        _("Tell the story"),
        (
            Page(form_story.Summary, _("Title and summary")),
            Page(form_story.Story, _("Challenge and approach")),
            Page(form_story.Origin, _("Where it comes from")),
        ),
    ),
    Task(
        "goals",
        _("Link it to goals"),
        (
            Page(form_goals.Goals, _("Sustainable Development Goals"), leads_on=True),
            Page(form_goals.Targets, _("Targets of the goals you chose"), leads_on=True),
            Page(Evidence, _("Evidence for each target")),
            Page(form_goals.Sectors, _("Sectors")),
        ),
    ),
    Task(
        "offer",
        _("Say what you offer"),
        (
            Page(form_offer.Offer, _("Ways and languages of working")),
            Page(form_offer.Terms, _("Terms and agreement")),
        ),
    ),
    Task(
        "copying",
        _("Show what others can copy"),
        (
            Page(form_copying.Blocks, _("Parts that can be copied")),
            Page(form_copying.Repeating, _("What it takes to repeat it")),
        ),
        later=True,
    ),
    Task(
        "results",
        _("Tell what came of it"),
        (
            Page(form_results.Results, _("Results")),
            Page(form_results.Reach, _("People reached and cost")),
        ),
        later=True,
    ),
    Task(
        "standing",
        _("Say how far it has come"),
        (
            Page(form_standing.Stage, _("Maturity and years")),
            Page(form_standing.Proof, _("Evidence and equality")),
        ),
        later=True,
    ),
    Task(
        "capacity",
        _("Say what you have free"),
        (Page(form_standing.Capacity, _("Experts and dates")),),
        later=True,
    ),
)


def _is_asked(name: str, answers: Answers) -> bool:
    """Targets follow from goals, evidence from targets."""
    if name == form_goals.Targets.name:
        return bool(answers.get(form_goals.Goals.name, {}).get("goals"))
    return name != Evidence.name or any("." in code for code in claims_in(answers))


PLAN = Plan(TASKS, _is_asked, leads_through=True)
PAGES = PLAN.pages


class Journey(JourneyOfAny):
    """A draft of a solution as a whole."""

    def __init__(self, writing: Offering) -> None:
        super().__init__(PLAN, writing)

    def facts(self) -> SolutionFacts:
        """All answers as facts; raises pydantic's ValidationError where `open_points` are left."""
        known = self.facts_together()
        return SolutionFacts(**{name: value for name, value in known.items() if name in SolutionFacts.model_fields})
