"""Pages that are read from the right: names keep their own direction, and drawings that point are mirrored.

That no rule of style knows left and right stands in tests/templates/test_styles.py.
"""

from __future__ import annotations

import re

import pytest

from tests.languages.conftest import Seen, Site
from tests.languages.faults import names_not_kept_apart, ranges_not_kept_apart
from tests.languages.reading import runs
from tests.templates.rendering import ROOT, STATIC

# Drawings by their class: what has a first and a last side is turned round, the others are the same either way.
MIRRORED = {
    "icon-ask", "icon-back", "icon-document", "icon-forward", "icon-search",
    "cut-line",  # a bar that grows from where reading starts
    "ladder",  # steps that rise in the direction of reading
}  # fmt: skip
THE_SAME = {
    "icon-check", "icon-close", "icon-filter", "icon-flag", "icon-language", "icon-link", "icon-mail", "icon-menu",
    "icon-note", "icon-offer", "icon-warning", "crux-mark", "drawing", "sky-stars",
}  # fmt: skip
ARROWS = re.compile("[\u2190-\u21ff\u25b6\u25b8\u25c0\u25c2\u27f5-\u27ff\u2900-\u297f‹›]")
STYLE = (STATIC / "css" / "components.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_names_are_kept_apart_from_the_words_around_them(site: Site, language: str) -> None:
    """In Arabic those in Latin letters, in English those in Arabic ones; each ends in a bracket that would wander."""
    assert names_not_kept_apart(pages(site, language)) == {}


def test_numbers_from_and_to_are_kept_apart(site: Site) -> None:
    assert ranges_not_kept_apart(pages(site, "ar")) == {}


def pages(site: Site, language: str) -> list[Seen]:
    """All but the mails of the demonstration, which are looked at in test_every_mail.py."""
    return [seen for seen in site.pages(language) if seen.visit.kind == "page" and "mailbox" not in seen.endpoint]


def drawn() -> set[str]:
    """The classes of all drawings in the templates; the parts of a drawing have none of their own."""
    found: set[str] = set()
    for path in (ROOT / "app").rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        classes = re.findall(r'<svg\b[^>]*?\bclass="(?:icon )?([^"]*)"', text)
        found |= {name for name in classes if "{{" not in name}
        if "icon icon-{{ name }}" in text:
            found |= {f"icon-{name}" for name in re.findall(r'name == "([\w-]+)"', text)}
    return found


def test_every_drawing_is_known_to_point_or_not() -> None:
    assert {kinds.split()[0] for kinds in drawn()} == MIRRORED | THE_SAME


def test_drawings_that_point_are_mirrored() -> None:
    rules = re.findall(r"\[dir=rtl\] (?::is\(([^)]*)\)|(\S+)) \{ scale: -1 1; \}", STYLE)
    turned = {name.strip(" .") for one, other in rules for name in (one or other).split(",")}
    assert turned == MIRRORED


def test_what_style_sheets_turn_has_a_twin_for_the_other_direction() -> None:
    """A drawing that is made of borders and turned must be turned the other way round."""
    turned = re.findall(r"^ *(\.[\w.:-]+)(?: \{[^}]*)?\brotate: ", STYLE, re.MULTILINE)
    assert turned
    assert [each for each in turned if f"[dir=rtl] {each} {{ rotate:" not in STYLE] == []


def test_no_arrow_is_written_as_a_letter(site: Site) -> None:
    """A letter cannot be mirrored."""
    found = {(run.text, run.where) for seen in pages(site, "ar") for run in runs(seen.root) if ARROWS.search(run.text)}
    assert found == set()
