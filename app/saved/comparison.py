"""Up to four solutions beside one another: the same facts of each, and on which of them they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.i18n import current_language
from app.core.records import Standing
from app.organisations.selection import Involved
from app.solutions.models import Solution
from app.solutions.page import cost_in_words
from app.solutions.selection import SolutionRow
from app.taxonomy.choices import numbered
from app.taxonomy.naming import language_names, order_of_claim, term_name, term_names
from app.taxonomy.vocabularies import vocabulary
from app.translation.service import in_line, text_in

Cell = Sequence[str | Markup]  # no values: not stated


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of every solution; `differs` when they do not all say the same."""

    label: str
    cells: Sequence[Cell]

    @property
    def differs(self) -> bool:
        return len({tuple(map(str, cell)) for cell in self.cells}) > 1


def compared(rows: Sequence[SolutionRow], involved: Mapping[int, Sequence[Involved]]) -> list[Line]:
    """The lines of the table; what is known of none of them has no line."""
    facts: list[tuple[str, Callable[[SolutionRow], Cell]]] = [
        (_("What it is"), lambda row: _words(row.solution, "standfirst")),
        (_("Country of origin"), lambda row: term_names("places", row.solution.countries_of_origin)),
        (_("Organisations"), lambda row: _organisations(row, involved)),
        (_("Goals"), _goals),
        (_("Sectors"), lambda row: term_names("sectors", row.solution.sectors)),
        (_("Maturity"), lambda row: _given(term_name("maturity", row.solution.maturity))),
        (_("Evidence"), lambda row: _given(term_name("evidence", row.solution.evidence))),
        (_("Cost"), lambda row: _given(cost_in_words(row.solution))),
        (_("Time to deploy"), lambda row: _words(row.solution, "time_to_deploy")),
        (_("Working languages"), lambda row: language_names(row.solution.delivery_languages)),
        (_("Ways of working"), lambda row: term_names("modalities", row.solution.modalities)),
        (_("Who pays"), lambda row: _given(term_name("payment", row.solution.who_pays))),
        (_("Last confirmed"), lambda row: _given(_confirmed(row.solution))),
    ]
    lines = [Line(label, [value(row) for row in rows]) for label, value in facts]
    return [line for line in lines if any(line.cells)]


def _given(words: str) -> Cell:
    return [words] if words else []


def _words(solution: Solution, field: str) -> Cell:
    """A text in the language it is in; the heading of the column has named that of the title."""
    return _given(in_line(text_in(solution, field), text_in(solution, "title").lang))


def _organisations(row: SolutionRow, involved: Mapping[int, Sequence[Involved]]) -> Cell:
    known = text_in(row.solution, "title").lang
    each = {one.organisation.key: one.organisation for one in involved.get(row.solution.key, ())}
    return [in_line(text_in(organisation, "name"), known) for organisation in each.values()]


def _goals(row: SolutionRow) -> Cell:
    words, language = vocabulary(), current_language()
    codes = sorted({claim.code for claim in row.claims}, key=order_of_claim)
    terms = [words.targets.get(code) or words.goals.get(code) for code in codes]
    return [numbered(term, language) for term in terms if term is not None]


def _confirmed(solution: Solution) -> str:
    if solution.last_confirmed_on:
        return str(format_date(solution.last_confirmed_on, "long"))
    return str(_("Documented from public sources")) if solution.standing == Standing.DOCUMENTED else ""
