"""One example for each way of working, since their names alone say little to newcomers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

MODALITY_EXAMPLES = {
    "technical-assistance": _("Specialists help you to design or repair something."),
    "training": _("A course for your staff, there or with you."),
    "expert-deployment": _("A specialist works in your institution for weeks or months."),
    "study-visit": _("Your team sees how it works elsewhere."),
    "peer-exchange": _("People with the same work compare notes."),
    "institutional-twinning": _("Two institutions work side by side for years."),
    "policy-dialogue": _("Those who decide talk about laws and plans."),
    "technology-transfer": _("You receive a technique with what is needed to run it, on agreed terms."),
    "equipment": _("Machines, tools or supplies."),
    "joint-research": _("Universities or institutes study it together."),
    "scholarship": _("Places to study at a university or institute."),
    "volunteers": _("People who give their time."),
    "grant": _("Money that is not paid back."),
    "concessional-loan": _("Money lent on softer terms than the market's."),
    "co-financing": _("Several partners pay a part each."),
    "network": _("You join a group that works on the same matter."),
}
