"""What a sent text tells beyond the snapshot, in words; nothing of what it does not tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from app.solutions.figures import figure_in_words, money_in_words
from app.taxonomy.gender import gender_in_words
from app.taxonomy.naming import term_name, term_names, years_in_words

Worded = tuple[str, str, str, str]  # path (a field of the form), label, text, language ("" for names from a list)


def later_in_words(content: Mapping[str, Any]) -> Iterator[Worded]:
    """In the order of the form."""
    told = (*_copying(content), *_results(content), *_standing(content))
    yield from (each for each in told if each[2])


def _copying(content: Mapping[str, Any]) -> Iterator[Worded]:
    written = content["source_language"]
    for number, block in enumerate(content.get("building_blocks") or [], 1):
        path = f"building_blocks-{number}"
        yield f"{path}-name", _("Part %(number)s: name", number=number), block.get("name") or "", written
        yield f"{path}-needs", _("Part %(number)s: what it needs", number=number), block.get("needs") or "", written
        yield f"{path}-lesson", _("Part %(number)s: what was learnt", number=number), block.get("lesson") or "", written
    yield "preconditions", _("What must be there first"), content.get("preconditions") or "", written
    yield "skills_needed", _("Staff and equipment"), content.get("skills_needed") or "", written
    yield "time_to_deploy", _("Time to deploy"), content.get("time_to_deploy") or "", written
    yield "what_failed", _("What failed"), content.get("what_failed") or "", written


def _results(content: Mapping[str, Any]) -> Iterator[Worded]:
    written = content["source_language"]
    for number, result in enumerate(content.get("results") or [], 1):
        path = f"results-{number}"
        measured = _("Result %(number)s: what was measured", number=number)
        yield f"{path}-indicator", measured, result.get("indicator") or "", written
        yield f"{path}-unit", _("Result %(number)s: unit", number=number), result.get("unit") or "", written
        yield f"{path}-figures", _("Result %(number)s: figures", number=number), _figures(result), ""
        yield f"{path}-source", _("Result %(number)s: source", number=number), result.get("source") or "", written
    yield "beneficiaries", _("Who benefits"), content.get("beneficiaries") or "", written
    amount = content.get("cost_amount")
    cost = money_in_words(Decimal(amount) if amount else None, content.get("cost_currency"), content.get("cost_year"))
    yield "cost_amount", _("Cost"), cost, ""


def _figures(result: Mapping[str, Any]) -> str:
    labels = {
        "baseline": _("Before"),
        "target": _("Aim"),
        "actual": _("Reached"),
        "women_share": _("Share of women among them"),
        "year": _("Year"),
    }
    told = ((label, figure_in_words(result.get(name), name)) for name, label in labels.items())
    return "\n".join(_("%(label)s: %(value)s", label=label, value=value) for label, value in told if value)


def _standing(content: Mapping[str, Any]) -> Iterator[Worded]:
    yield "maturity", _("Maturity"), term_name("maturity", content.get("maturity")), ""
    yield "nature", _("Kind of solution"), "\n".join(term_names("nature", content.get("nature") or [])), ""
    years = years_in_words(content.get("year_from"), content.get("year_to"), ongoing=content.get("ongoing"))
    yield "year_from", _("Years"), years, ""
    yield "evidence", _("What the results rest on"), term_name("evidence", content.get("evidence")), ""
    yield "gender_marker", _("Equality of women and men"), gender_in_words(content.get("gender_marker")), ""
    days, earliest = content.get("expert_days"), content.get("earliest_date")
    yield "expert_days", _("Expert-days free this year"), "" if days is None else str(format_decimal(days)), ""
    yield "earliest_date", _("Earliest date"), format_date(date.fromisoformat(earliest), "long") if earliest else "", ""
