"""What the site answers to forms, rightly and wrongly filled in, is in the page's language as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.translations.__main__ import read_catalogue
from tests.languages.acts import ACTS, SPOILED, WITHOUT_WORDS, Act, asked, done, forms, untouched
from tests.languages.conftest import LANGUAGES, Seen, Site, built
from tests.languages.faults import (
    english_words,
    letters_of_other_scripts,
    names_not_kept_apart,
    texts_without_their_label,
    texts_without_their_language,
)
from tests.languages.reading import runs


def answers_to_nonsense(site: Site, language: str) -> Iterator[Seen]:
    """Every form sent with too much of what it does not ask for; and empty, where the crawl has not shown it so."""
    for endpoint, visits in SPOILED.items():
        fillings = (WITHOUT_WORDS,) if endpoint == "drafts.page" else ("", WITHOUT_WORDS)
        for visit in visits:
            page = site.visit(endpoint, visit, language)
            for form in forms(page.root):
                for typed in fillings if asked(form) else ():
                    values = {**untouched(form), **dict.fromkeys(asked(form), typed)}
                    yield site.post(page, form, values)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_form_says_what_is_wrong_in_the_language_of_its_page(site: Site, language: str) -> None:
    site.forget_tries()
    answers = list(answers_to_nonsense(site, language))
    assert {answer.status for answer in answers} <= {200, 401, 409, 422}
    assert {answer.root.get("lang") for answer in answers} == {language}
    assert letters_of_other_scripts(answers) == {}
    assert english_words(answers, language) == {}


@pytest.fixture(scope="module")
def acted(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Act, Seen]]:
    """Every act in a world of its own, in Arabic, whose letters show every text that was left; and what came of it."""
    with built(sqlite_template, tmp_path_factory.mktemp("acts")) as own_site:
        return [(act, done(own_site, act, "ar")) for act in ACTS]


def test_every_act_is_answered_as_it_should_be(acted: list[tuple[Act, Seen]]) -> None:
    assert [(act.endpoint, act.form, answer.status) for act, answer in acted if answer.status != act.status] == []


def test_what_is_said_after_an_act_is_in_the_language_of_the_page(acted: list[tuple[Act, Seen]]) -> None:
    answers = [answer for _, answer in acted]
    assert {(answer.root.get("lang"), answer.root.get("dir")) for answer in answers} == {("ar", "rtl")}
    assert letters_of_other_scripts(answers) == {}
    assert english_words(answers, "ar") == {}
    assert texts_without_their_language(answers) == {}
    assert texts_without_their_label(answers) == {}
    assert names_not_kept_apart(answers) == {}


# That nothing was forgotten --------------------------------------------------------------------------------


# Its one text counts the entries of a file beyond those that are shown.
BEYOND = {
    "app/solutions/templates/solutions/other_content.html",  # a page kept open while its draft was sent elsewhere
    "app/translation/templates/translation/_findings.html",
    "app/translation/templates/translation/_parts.html",  # a machine draft: only where the site has a drafter
}


def test_every_template_has_been_drawn(site: Site, acted: list[tuple[Act, Seen]]) -> None:
    """Of the texts that a template alone says, one at least has been met; those of mails are in test_every_mail.py."""
    pages = [seen.root for seen in site.pages("ar") if seen.html] + [answer.root for _, answer in acted]
    met = "\n".join({run.text for root in pages for run in runs(root)})
    alone = {name: texts for name, texts in texts_of_templates("ar").items() if texts}
    undrawn = [name for name, texts in alone.items() if not any(text in met for text in texts)]
    assert set(undrawn) <= BEYOND, "Add a visit to visits.py, or an act to acts.py, after which this is shown"


def texts_of_templates(language: str) -> dict[str, list[str]]:
    """Template → what it alone says, in a language; up to what is put in."""
    found: dict[str, list[str]] = {}
    for text in read_catalogue(language):
        places = {name for name, _ in text.locations}
        (place, *others) = places or {""}
        if place.endswith(".html") and not others and "/email/" not in place and text.string:
            forms = (text.string,) if isinstance(text.string, str) else text.string
            pieces = [piece.strip() for form in forms for piece in re.split(r"%\(\w+\)[a-z]", form)]
            found.setdefault(place, []).extend(piece for piece in pieces if len(piece) > 3)
    return found
