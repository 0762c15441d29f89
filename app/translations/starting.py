"""Starting a language: its row among the languages of the interface, and an empty catalogue to fill."""

from __future__ import annotations

from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.plurals import PLURALS
from babel.messages.pofile import write_po
from babel.plural import to_gettext

HEADER = "# {name} texts of Crux. Licence: Apache-2.0.\n# No native speaker has reviewed them yet."


class CannotStart(ValueError):
    """Why a language cannot be started, in one sentence."""


def start(folder: Path, code: str, name: str, template: Catalog) -> Path:
    """Add a language that is not there yet; `name` as its speakers write it. Returns the file to fill.

    The catalogue gets the plural forms of the language from Babel. Raises CannotStart; nothing is written then.
    """
    listed = folder / "languages.csv"
    rows = listed.read_text(encoding="utf-8")
    if any(line.split(",")[0] == code for line in rows.splitlines()):
        raise CannotStart(f"{code} is listed in {listed.name} already")
    if not name.strip() or any(mark in name for mark in ',"\n'):
        raise CannotStart("the name is that of the language in its own script, without commas and quotes")
    catalogue = _empty(code, template)
    path = folder / code / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, include_lineno=False, sort_output=True)
    listed.write_text(f"{rows.rstrip()}\n{code},{name},\n", encoding="utf-8")
    return path


def _empty(code: str, template: Catalog) -> Catalog:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        raise CannotStart(f"{code} is no language that Babel knows; write a code such as sw or pt_BR") from None
    header = HEADER.format(name=locale.get_display_name("en"))
    catalogue = Catalog(locale=code, project="Crux", charset="utf-8", header_comment=header, fuzzy=False)
    if locale.language not in PLURALS:  # Babel would write the English rule for it
        catalogue.mime_headers = [*catalogue.mime_headers, ("Plural-Forms", to_gettext(locale.plural_form))]
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue
