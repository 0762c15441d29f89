"""The values of a facet as a list of boxes to tick.

Written here and not in a template because every list page has a hundred of them: what does not change with the
counts is made once for each value and language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.core.i18n import current_language, numbers_in_force
from app.taxonomy.found import FacetView, OptionView

MOST_SHELLS = 20_000


def facet_options(facet: FacetView) -> Markup:
    """Narrower values fold under their wider one, and open when one of them is chosen."""
    words = Words(current_language(), _("records:"), numbers_in_force())
    return Markup(_list(facet.name, facet.options, words))  # noqa: S704 - names are escaped in the shells


class Words(NamedTuple):
    language: str
    records: str
    number: Callable[[int], str]


def _list(name: str, options: Iterable[OptionView], words: Words) -> str:
    return f'<ul class="facet-options">\n{"".join(_item(name, option, words) for option in options)}</ul>'


def _item(name: str, option: OptionView, words: Words) -> str:
    box, label, fold = _shell(name, option.code, option.label, words[:2])
    line = f"{box}{' checked' if option.chosen else ''}{label}{words.number(option.count)}</span></div>\n"
    if not option.children:
        return f"<li>\n{line}</li>\n"
    is_open = " open" if option.holds_chosen else ""
    return f"<li>\n{line}{fold.replace('>', is_open + '>', 1)}{_list(name, option.children, words)}</details>\n</li>\n"


@lru_cache(MOST_SHELLS)
def _shell(name: str, code: str, label: str, words: tuple[str, str]) -> tuple[str, str, str]:
    """What stands before the tick, between it and the count, and above the narrower values."""
    _language, records = words
    place = escape(f"facet-{name}-{code.replace('.', '-')}")
    box = f'<div class="facet-option"><input type="checkbox" id="{place}" name="{escape(name)}" value="{escape(code)}"'
    text = f' <label for="{place}">{escape(label)}</label> '
    count = f'<span class="facet-count"><span class="unseen">{escape(records)} </span>'
    narrow = escape(_("Narrow down: %(name)s", name=label))
    fold = f'<details class="facet-inside" id="{place}-inside"><summary><span class="unseen">{narrow}</span></summary>'
    return box, f">{text}{count}", fold
