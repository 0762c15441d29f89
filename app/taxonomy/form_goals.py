"""Pages of a long form that ask for goals, targets and sectors."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from app.core.fields import SomeOf, offered
from app.core.form_page import FormPage
from app.core.journey import Answers
from app.taxonomy.choices import numbered
from app.taxonomy.codes import MOST_TARGETS
from app.taxonomy.suggesting import suggested_goals, suggested_sectors, suggested_targets
from app.taxonomy.terms import by_name
from app.taxonomy.vocabularies import vocabulary

MOST_SECTORS = 5


class Goals(FormPage):
    name = "goals"
    goals = SomeOf(
        _("Which goals does it serve?"),
        unknown=_("Choose goals from the list"),
        most=MOST_TARGETS,
        too_many=_("Choose at most 5 goals"),
        description=_("Choose up to 5. On the next page you can choose targets of these goals."),
    )

    def draw_choices(self) -> None:
        language = self.writing.language
        self.goals.choices = offered([(each.code, numbered(each, language)) for each in vocabulary().goals.values()])

    def suggest(self, text: str) -> None:
        self.goals.suggested = suggested_goals(text)

    def facts(self) -> dict[str, Any]:
        """None of its own: goals and targets together are the facts of the next page."""
        return {}


class Targets(FormPage):
    name = "targets"
    targets = SomeOf(
        _("Which targets?"),
        unknown=_("Choose targets of the goals you chose"),
        description=_("Up to 5 in all. A goal without a target counts as one. The short names are unofficial."),
    )

    @property
    def goals(self) -> list[str]:
        """The goals chosen on the page before, as far as they exist."""
        chosen = self.writing.answers.get(Goals.name, {}).get("goals", [])
        return [code for code in vocabulary().goals if code in chosen]

    def draw_choices(self) -> None:
        """Only targets of the chosen goals; those of a goal that was taken back no longer count."""
        names = vocabulary().targets.values()
        language = self.writing.language
        self.targets.groups = [
            (
                numbered(vocabulary().goals[goal], language),
                [(each.code, numbered(each, language)) for each in names if each.goal == goal],
            )
            for goal in self.goals
        ]
        self.targets.choices = offered([choice for _heading, choices in self.targets.groups for choice in choices])
        known = vocabulary().targets
        self.targets.data = [
            code for code in self.targets.data or [] if code not in known or known[code].goal in self.goals
        ]

    def suggest(self, text: str) -> None:
        self.targets.suggested = suggested_targets(text, self.goals)

    def claims(self) -> list[str]:
        return claims_of(self.goals, self.targets.data or [])

    def validate_targets(self, _field: Any) -> None:
        if len(self.claims()) > MOST_TARGETS:
            raise ValidationError(str(_("Choose at most 5 targets; a goal without a target counts as one")))

    def facts(self) -> dict[str, Any]:
        return {"targets": self.claims()}


def all_goals() -> dict[str, dict[str, list[str]]]:
    """Answers that open the targets of every goal."""
    return {Goals.name: {"goals": list(vocabulary().goals)}}


def claims_of(goals: Collection[str], targets: Collection[str]) -> list[str]:
    """The chosen targets of the chosen goals, and the goals of which no target was chosen."""
    known = vocabulary().targets
    chosen = [code for code in known if code in targets and known[code].goal in goals]
    named = {known[code].goal for code in chosen}
    return [*(goal for goal in vocabulary().goals if goal in goals and goal not in named), *chosen]


def claims_in(answers: Answers) -> list[str]:
    """The goals and targets that a draft claims so far."""
    goals, targets = answers.get(Goals.name, {}), answers.get(Targets.name, {})
    return claims_of(goals.get("goals", []), targets.get("targets", []))


class Sectors(FormPage):
    name = "sectors"
    sectors = SomeOf(
        _("Which sectors?"),
        unknown=_("Choose sectors from the list"),
        most=MOST_SECTORS,
        too_many=_("Choose at most 5 sectors"),
        description=_("Choose up to 5."),
    )

    def draw_choices(self) -> None:
        sectors = by_name(vocabulary().sectors.values(), self.writing.language)
        self.sectors.choices = offered([(each.code, each.name(self.writing.language)) for each in sectors])

    def suggest(self, text: str) -> None:
        self.sectors.suggested = suggested_sectors(text)
