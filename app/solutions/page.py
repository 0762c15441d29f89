"""What the page of one solution says beyond its own fields: facts in words, and how much is known."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.records import Standing
from app.solutions.figures import figure_in_words, money_in_words
from app.solutions.models import Solution
from app.solutions.selection import SolutionRow
from app.taxonomy.gender import gender_in_words
from app.taxonomy.naming import Named, language_names, named, term_name, term_names, years_in_words
from app.translation.service import LocalText, in_line, text_in

Fact = tuple[str, str | list[str]]
# What a page needs one of to be told at length; without any, the short layout is kinder to the reader.
FULL = ("building_blocks", "challenge", "results", "what_failed", "preconditions", "cost_amount")


@dataclass(frozen=True, slots=True)
class Claim:
    """A goal or target with the line that says why."""

    term: Named
    evidence_line: str | None


@dataclass(frozen=True, slots=True)
class Block:
    """A part that can be copied: its name, what it needs, what was learnt."""

    name: LocalText
    needs: LocalText
    lesson: LocalText


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the results table; numbers as they were given."""

    indicator: LocalText
    baseline: str
    target: str
    actual: str
    year: str
    women_share: str
    unit: LocalText
    source: LocalText


@dataclass(frozen=True, slots=True)
class SolutionPage:
    claims: list[Claim]
    blocks: list[Block]
    results: list[Result]
    copying: list[Fact]  # what it takes: time, cost, staff
    offer: list[Fact]
    about: list[Fact]
    is_thin: bool
    is_documented: bool
    is_example: bool


def page_of(row: SolutionRow) -> SolutionPage:
    solution = row.solution
    return SolutionPage(
        claims=_claims(row),
        blocks=_blocks(solution),
        results=_results(solution),
        copying=_known(_copying(solution)),
        offer=_known(_offer(solution)),
        about=_known(_about(solution)),
        is_thin=not any(getattr(solution, name) for name in FULL),
        is_documented=solution.standing == Standing.DOCUMENTED,
        is_example=solution.standing == Standing.EXAMPLE,
    )


def cost_in_words(solution: Solution) -> str:
    """The amount in its own currency, with the year whose prices they are."""
    return money_in_words(solution.cost_amount, solution.cost_currency, solution.cost_year)


def _claims(row: SolutionRow) -> list[Claim]:
    terms = ((named("targets" if "." in claim.code else "goals", claim.code), claim) for claim in row.claims)
    return [Claim(term, claim.evidence_line) for term, claim in terms if term]


def _blocks(solution: Solution) -> list[Block]:
    paths = [f"building_blocks.{number}" for number in range(len(solution.building_blocks))]
    return [Block(*(text_in(solution, f"{path}.{part}") for part in ("name", "needs", "lesson"))) for path in paths]


def _results(solution: Solution) -> list[Result]:
    names = ("baseline", "target", "actual", "year", "women_share")
    return [
        Result(
            indicator=text_in(solution, f"results.{number}.indicator"),
            unit=text_in(solution, f"results.{number}.unit"),
            source=text_in(solution, f"results.{number}.source"),
            **{name: figure_in_words(result.get(name), name) for name in names},
        )
        for number, result in enumerate(solution.results)
    ]


def _words(solution: Solution, *fields: str) -> Markup:
    """Short texts in the languages they are in; one that is neither the page's nor the title's is named."""
    known = text_in(solution, "title").lang
    return Markup(" · ").join(filter(None, (in_line(text_in(solution, field), known) for field in fields)))


def _copying(solution: Solution) -> list[tuple[str, str | list[str] | None]]:
    return [
        (_("Cost"), cost_in_words(solution)),
        (_("Time to deploy"), _words(solution, "time_to_deploy")),
        (_("Staff and equipment"), _words(solution, "skills_needed")),
    ]


def _offer(solution: Solution) -> list[tuple[str, str | list[str] | None]]:
    earliest = solution.earliest_date
    return [
        (_("Ways of working"), term_names("modalities", solution.modalities)),
        (_("Working languages"), language_names(solution.delivery_languages)),
        (_("Expert-days free this year"), str(solution.expert_days) if solution.expert_days else None),
        (_("Who pays"), term_name("payment", solution.who_pays)),
        (_("Earliest date"), format_date(earliest, "long") if earliest else None),
        (_("Licence"), _words(solution, "offer_licence")),
        (_("Documents are open to"), term_name("disclosure", solution.disclosure)),
    ]


def _about(solution: Solution) -> list[tuple[str, str | list[str] | None]]:
    elsewhere = [code for code in solution.countries_implemented if code not in solution.countries_of_origin]
    years = years_in_words(solution.year_from, solution.year_to, ongoing=solution.ongoing)
    return [
        (_("Country of origin"), term_names("places", solution.countries_of_origin)),
        (_("Province, city or district"), _words(solution, "administrative_area")),
        (_("Also used in"), term_names("places", elsewhere)),
        (_("Years"), years),
        (_("Sectors"), term_names("sectors", solution.sectors)),
        (_("Kind of solution"), term_names("nature", solution.nature)),
        (_("Equality of women and men"), gender_in_words(solution.gender_marker)),
        (_("Keywords"), _words(solution, *(f"keywords.{number}" for number in range(len(solution.keywords))))),
    ]


def _known(facts: list[tuple[str, str | list[str] | None]]) -> list[Fact]:
    """Facts that something is known about; the others are left out, never guessed."""
    return [(label, value) for label, value in facts if value]
