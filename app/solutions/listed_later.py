"""What a solution tells beyond its snapshot, as programs read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _

from app.solutions.models import Solution
from app.taxonomy import linked
from app.taxonomy.listed import Column
from app.translation.service import LocalText, own_words, source_text, text_in

BETWEEN = " · "


def _words(field: str) -> Callable[[Any], LocalText]:
    return lambda row: text_in(row.solution, field)


def _parts(solution: Solution) -> LocalText:
    """The names of its parts, as one text."""
    return _joined(solution, [f"building_blocks.{number}.name" for number in range(len(solution.building_blocks))])


def _measured(solution: Solution) -> LocalText:
    """What was measured, as one text."""
    return _joined(solution, [f"results.{number}.indicator" for number in range(len(solution.results))])


def _joined(solution: Solution, fields: list[str]) -> LocalText:
    """In one language: the reader's where all of it is there, else the one it was written in."""
    found = [text_in(solution, field) for field in fields]
    if len({each.lang for each in found}) == 1:
        return LocalText(BETWEEN.join(each.text for each in found), found[0].lang, found[0].dir)
    return own_words(solution, BETWEEN.join(source_text(solution, field) for field in fields))


def _cost(solution: Solution) -> int | float | None:
    amount = solution.cost_amount
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


LATER_COLUMNS = (
    Column("kind_of_solution", _("Kind of solution"), lambda row: row.solution.nature),
    Column("building_blocks", _("Parts that can be copied"), lambda row: _parts(row.solution), words=True),
    Column("preconditions", _("What must be there first"), _words("preconditions"), words=True),
    Column("skills_needed", _("Staff and equipment"), _words("skills_needed"), words=True),
    Column("time_to_deploy", _("Time to deploy"), _words("time_to_deploy"), words=True),
    Column("what_failed", _("What failed"), _words("what_failed"), words=True),
    Column("results", _("What was measured"), lambda row: _measured(row.solution), words=True),
    Column("beneficiaries", _("Who benefits"), _words("beneficiaries"), words=True),
    Column("cost", _("Cost"), lambda row: _cost(row.solution)),
    Column("cost_currency", _("Currency"), lambda row: row.solution.cost_currency),
    Column("cost_year", _("Year of these prices"), lambda row: row.solution.cost_year),
    Column("expert_days", _("Expert-days free this year"), lambda row: row.solution.expert_days),
    Column("earliest_date", _("Earliest date"), lambda row: row.solution.earliest_date),
    Column("gender_marker", _("Equality of women and men"), lambda row: row.solution.gender_marker),
)


def later_linked(solution: Solution) -> dict[str, Any]:
    """Parts are works of their own that belong to it; each result is an observation that it speaks of."""
    reached = linked.worded(text_in(solution, "beneficiaries"))
    return {
        "hasPart": [_part(solution, f"building_blocks.{at}") for at in range(len(solution.building_blocks))],
        "mentions": [_observation(solution, at, row) for at, row in enumerate(solution.results)],
        "audience": {"@type": "Audience", "audienceType": reached} if reached else None,
    }


def _part(solution: Solution, path: str) -> dict[str, Any]:
    facts = {"name": text_in(solution, f"{path}.name"), "description": text_in(solution, f"{path}.needs")}
    return linked.known({"@type": "CreativeWork", **{name: linked.worded(words) for name, words in facts.items()}})


def _observation(solution: Solution, number: int, row: dict[str, Any]) -> dict[str, Any]:
    return linked.known(
        {
            "@type": "Observation",
            "name": linked.worded(text_in(solution, f"results.{number}.indicator")),
            "value": row.get("actual"),
            "unitText": linked.worded(text_in(solution, f"results.{number}.unit")),
            "observationDate": None if row.get("year") is None else str(row["year"]),
        }
    )
