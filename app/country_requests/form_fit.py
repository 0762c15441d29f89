"""Fit: which plan the request serves, which goals and targets, which sectors."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.core.fields import OneOf, SomeOf, Text, offered
from app.core.forms import AtMost
from app.country_requests.facts import MOST_TARGETS
from app.country_requests.form_page import RequestPage
from app.taxonomy import vocabulary
from app.taxonomy.terms import Term, by_name

MOST_SECTORS = 5


def numbered(term: Term, language: str) -> str:
    """“6.1 Safe water for all”: the catalogue keeps number and name in their order in every script."""
    return str(gettext("%(code)s %(name)s", code=term.code, name=term.name(language)))


class Plan(RequestPage):
    name = "plan"
    plan_reference = Text(
        _("National plan or cooperation framework"),
        [AtMost(300)],
        description=_("Its name, and the part that this request serves."),
    )
    gender_marker = OneOf(
        _("Does the request serve equality of women and men?"),
        unknown=_("Choose an answer from the list"),
        choices=offered(
            [
                ("2", _("Yes, it is the main aim")),
                ("1", _("Yes, it is one of the aims")),
                ("0", _("No, it has other aims")),
            ]
        ),
        description=_("The gender marker of the OECD policy scale. Leave it empty if you are not sure."),
    )

    def facts(self) -> dict[str, Any]:
        marker = self.gender_marker.data
        return {**super().facts(), "gender_marker": int(marker) if marker else None}


class Goals(RequestPage):
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

    def facts(self) -> dict[str, Any]:
        """None of its own: goals and targets together are the facts of the next page."""
        return {}


class Targets(RequestPage):
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

    def claims(self) -> list[str]:
        """The chosen targets, and the goals of which no target was chosen."""
        targets = [code for code in vocabulary().targets if code in (self.targets.data or [])]
        named = {vocabulary().targets[code].goal for code in targets}
        return [*(goal for goal in self.goals if goal not in named), *targets]

    def validate_targets(self, _field: Any) -> None:
        from wtforms.validators import ValidationError

        if len(self.claims()) > MOST_TARGETS:
            raise ValidationError(str(_("Choose at most 5 targets; a goal without a target counts as one")))

    def facts(self) -> dict[str, Any]:
        return {"targets": self.claims()}


class Sectors(RequestPage):
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
