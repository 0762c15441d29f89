"""Every mail in every language: subject, text and HTML, with nothing untranslated and each word's own direction kept.

The examples are in `mails.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask_babel
import pytest
from babel.messages.catalog import Message as Text

from app.core import bidi
from app.core.i18n import direction_of
from app.core.mail import Message
from app.translations.__main__ import APP, collected
from tests.languages.conftest import LANGUAGES, Site
from tests.languages.faults import english_words, letters_of_other_scripts, names_not_kept_apart
from tests.languages.mails import Part, mails_in, parts_of
from tests.languages.reading import tree

WRITERS = {"Message", "short_message", "task"}  # whoever calls one of these writes a mail
LEVELS = {"html", "body", "table", "td"}


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def mails(site: Site, language: str) -> list[Message]:
    return mails_in(site.app, site.world, language)


@pytest.fixture(scope="module")
def parts(mails: list[Message]) -> list[Part]:
    return [part for mail in mails for part in parts_of(mail)]


def test_no_letter_of_a_mail_is_of_another_script(parts: list[Part]) -> None:
    assert letters_of_other_scripts(parts) == {}


def test_no_english_was_left_in_a_mail(parts: list[Part], language: str) -> None:
    assert english_words(parts, language) == {}


def test_the_subject_is_in_the_language_of_its_reader(site: Site, mails: list[Message], language: str) -> None:
    english = [mail.subject for mail in mails_in(site.app, site.world, "en")]
    assert {mail.locale for mail in mails} == {language}
    assert [mail.subject for mail in mails if mail.subject in english] == (english if language == "en" else [])


def test_language_and_direction_stand_on_every_level_of_a_mail(mails: list[Message], language: str) -> None:
    for mail in mails:
        levels = [each for each in tree(mail.html).iter() if each.tag in LEVELS]
        assert {(each.get("lang"), each.get("dir")) for each in levels} == {(language, direction_of(language))}
        sides = {each.get("align") for each in levels if each.tag == "td"} - {"center"}
        assert sides == {"right" if direction_of(language) == "rtl" else "left"}, mail.kind


def test_links_of_a_mail_lead_to_pages_in_its_language(mails: list[Message], language: str) -> None:
    for mail in mails:
        links = [link.get("href", "") for link in tree(mail.html).iter("a") if mail.kind != "account"]
        assert all(link.startswith(f"http://localhost/{language}/") for link in links), (mail.kind, links)


def test_names_are_kept_apart_from_the_words_of_a_mail(parts: list[Part]) -> None:
    assert names_not_kept_apart(parts) == {}


# That nothing was forgotten --------------------------------------------------------------------------------


class Listening:
    """Translations that remember what they were asked for."""

    def __init__(self, real: Any, asked: set[str]) -> None:
        self._real, self._asked = real, asked

    def ugettext(self, text: str) -> str:
        self._asked.add(text)
        return str(self._real.ugettext(text))

    def ungettext(self, one: str, many: str, number: int) -> str:
        self._asked.add(one)
        return str(self._real.ungettext(one, many, number))

    gettext, ngettext = ugettext, ungettext


def files_that_write_mails() -> set[str]:
    """Modules that make messages, and the templates of mails, as the catalogue names them."""
    modules = {path for path in APP.rglob("*.py") if WRITERS & set(_called(path))}
    assert modules, "Nobody writes a mail"
    templates = {path for path in APP.rglob("templates/**/*") if path.suffix == ".txt" and path.is_file()}
    both = templates | {path.with_suffix(".html") for path in templates}
    shared = set(APP.glob("templates/email/*.html"))
    return {f"app/{path.relative_to(APP)}" for path in modules | both | shared}


def _called(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id


def texts_of_mails() -> dict[str, str]:
    """Text → where it stands, of everything that only mails say."""
    files = files_that_write_mails()
    return {
        _first(text): ", ".join(places)
        for text in collected()
        if text.id and (places := [name for name, _ in text.locations]) and set(places) <= files
    }


def _first(text: Text) -> str:
    return str(text.id if isinstance(text.id, str) else text.id[0])


def test_every_text_of_a_mail_is_said_by_an_example(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    real = flask_babel.Domain.get_translations
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda domain: Listening(real(domain), asked))
    site.app.extensions[bidi.EXTENSION].clear()  # templates remember texts that were looked up before
    mails_in(site.app, site.world, "ar")
    missing = {text: place for text, place in texts_of_mails().items() if text not in asked}
    assert missing == {}, "Add an example of the mail that says this to tests/languages/mails.py"
