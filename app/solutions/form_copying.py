"""What others can copy, and what they need for it: the parts of the solution, and how it is repeated elsewhere."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.core.field_rows import RowForm, Rows
from app.core.fields import LongText, Text
from app.core.forms import AtMost, Needed
from app.solutions.facts import LONGEST_LINE, LONGEST_TITLE
from app.solutions.form_page import OfferPage

MIDDLE = 2_000
MOST_BLOCKS = 12
DEPLOYING, COLUMN = 60, 120  # characters of the time to deploy; code points that its column has room for


class BlockRow(RowForm):
    name = Text(_("Name of the part"), [Needed(_("Enter the name of the part")), AtMost(LONGEST_TITLE)])
    needs = LongText(
        _("What it needs"),
        [AtMost(2 * LONGEST_LINE)],
        rows=3,
        description=_("People, tools, rules or money, in one or two sentences."),
    )
    lesson = LongText(_("What was learnt"), [AtMost(2 * LONGEST_LINE)], rows=3)


class Blocks(OfferPage):
    name = "blocks"
    building_blocks = Rows(
        _("Parts that can be copied"),
        BlockRow,
        most=MOST_BLOCKS,
        one=lambda number: gettext("Part %(number)s", number=number),
        remove=lambda number: gettext("Remove part %(number)s", number=number),
        add=_("Add another part"),
        description=_("For example a contract, a training, a tool: whatever others could take over by itself."),
    )

    def facts(self) -> dict[str, Any]:
        return {"building_blocks": [empty_is_none(row) for row in self.building_blocks.told]}


class Repeating(OfferPage):
    name = "repeating"
    preconditions = LongText(
        _("What must be there first"),
        [AtMost(MIDDLE)],
        description=_("For example a law, an office or a network without which it would not have worked."),
    )
    skills_needed = LongText(_("Staff and equipment"), [AtMost(MIDDLE)], rows=3)
    time_to_deploy = Text(
        _("Time to deploy"),
        [AtMost(DEPLOYING, code_points=COLUMN)],
        width="medium",
        description=_("From the decision to the first use, such as: eight months."),
    )
    what_failed = LongText(
        _("What failed"),
        [AtMost(MIDDLE)],
        description=_("What you tried and would not do again. It saves others the same way round."),
    )


def empty_is_none(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value or None for name, value in row.items()}
