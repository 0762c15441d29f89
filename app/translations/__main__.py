"""`python -m app.translations`: collect the texts, bring every catalogue up to date, compile.

`python -m app.translations new CODE NAME` starts a further language (docs/languages.md).

Each language has `<lang>/LC_MESSAGES/messages.po` (what translators edit) and the compiled `messages.mo`
beside it (committed, so that a fresh checkout needs no build). English is the source and has none.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.translations.spaces import set_spaces
from app.translations.starting import CannotStart, start

APP = Path(__file__).resolve().parent.parent
FOLDER = APP / "translations"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
OPTIONS = {
    "**/templates/**.html": {"trimmed": "true", "silent": "false", "newstyle_gettext": "true"},
    "**/templates/**.txt": {"silent": "false", "newstyle_gettext": "true"},
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "N_": None,
    "ngettext": (1, 2),
    "plural": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def collected() -> Catalog:
    """Every text in code and templates, where it stands named by file only (lines move too often)."""
    catalog = Catalog(project="Crux", charset="utf-8")
    found = extract_from_dir(str(APP), METHODS, OPTIONS, KEYWORDS, ["Translators:"], strip_comment_tags=True)
    for name, _line, message, comments, context in found:
        catalog.add(message, locations=[(f"app/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    return sorted(path.parts[-3] for path in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(prog="python -m app.translations")
    commands = parser.add_subparsers(dest="command")
    new = commands.add_parser("new", help="start a further language of the interface")
    new.add_argument("code", help="BCP-47 or locale code: sw")
    new.add_argument("name", help="the name of the language in itself: Kiswahili")
    options = parser.parse_args(arguments)
    return _start(options.code, options.name) if options.command == "new" else _update()


def _start(code: str, name: str) -> int:
    try:
        path = start(FOLDER, code, name, collected())
    except CannotStart as problem:
        sys.stderr.write(f"translations: {problem}\n")
        return 2
    sys.stderr.write(f"{path}: fill it, run `make translations`, and switch {code} on (docs/languages.md)\n")
    return 0


def _update() -> int:
    template = collected()
    for language in languages():
        catalog = read_catalogue(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        set_spaces(catalog)
        po = catalogue_file(language)
        with po.open("wb") as file:
            write_po(file, catalog, width=110, omit_header=False, include_lineno=False, sort_output=True)
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        missing = sum(1 for message in catalog if message.id and not message.string)
        sys.stderr.write(f"{language}: {len(catalog)} texts, {missing} to translate\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
