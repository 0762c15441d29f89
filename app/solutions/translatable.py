"""The words of a solution that translators put into other languages, in the order of its page."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _

from app.solutions.models import Solution
from app.solutions.search import KIND
from app.solutions.selection import published
from app.solutions.views import solution_url
from app.translation.registry import TranslatableField, TranslatableKind

TITLE, STANDFIRST, LINE = 200, 400, 300  # characters; other languages need more of them than the source


def fields(row: Solution) -> Iterable[TranslatableField]:
    yield TranslatableField("title", _("Title"), TITLE)
    yield TranslatableField("standfirst", _("In short"), STANDFIRST)
    for number in range(len(row.building_blocks)):
        yield from _block(f"building_blocks.{number}", number + 1)
    yield TranslatableField("time_to_deploy", _("Time to deploy"), LINE)
    yield TranslatableField("skills_needed", _("Staff and equipment"))
    yield TranslatableField("what_failed", _("What failed"))
    yield TranslatableField("challenge", _("The challenge"))
    yield TranslatableField("approach", _("The approach"))
    yield TranslatableField("beneficiaries", _("Who benefits"))
    yield TranslatableField("preconditions", _("What must be there first"))
    for number in range(len(row.results)):
        path = f"results.{number}"
        yield TranslatableField(f"{path}.indicator", _("Result %(number)s: what was measured", number=number + 1))
        yield TranslatableField(f"{path}.unit", _("Result %(number)s: unit", number=number + 1), LINE)
        yield TranslatableField(f"{path}.source", _("Result %(number)s: source", number=number + 1), LINE)
    yield TranslatableField("administrative_area", _("Province, city or district"), LINE)
    yield TranslatableField("offer_licence", _("Licence"), LINE)
    for number in range(len(row.keywords)):
        yield TranslatableField(f"keywords.{number}", _("Keyword %(number)s", number=number + 1), LINE)


def _block(path: str, number: int) -> Iterable[TranslatableField]:
    yield TranslatableField(f"{path}.name", _("Part %(number)s: name", number=number), LINE)
    yield TranslatableField(f"{path}.needs", _("Part %(number)s: what it needs", number=number))
    yield TranslatableField(f"{path}.lesson", _("Part %(number)s: what was learnt", number=number))


TRANSLATABLE = TranslatableKind(
    name=KIND,
    model=Solution,
    label=_("Solutions"),
    permission="solution.see",
    fields=fields,
    published=published,
    url=solution_url,
)
