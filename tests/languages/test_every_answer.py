"""What the site answers to forms, rightly and wrongly filled in, is in the page's language as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.languages.acts import ACTS, SPOILED, WITHOUT_WORDS, Act, asked, forms, untouched
from tests.languages.conftest import LANGUAGES, Seen, Site, built
from tests.languages.faults import (
    english_words,
    letters_of_other_scripts,
    texts_without_their_label,
    texts_without_their_language,
)
from tests.languages.visits import Visit


def answers_to_nonsense(site: Site, language: str) -> Iterator[Seen]:
    """Every form sent empty, and with too much of what it does not ask for."""
    for endpoint, visits in SPOILED.items():
        for visit in visits:
            page = site.visit(endpoint, visit, language)
            for form in forms(page.root):
                for typed in ("", WITHOUT_WORDS) if asked(form) else ():
                    values = {**untouched(form), **dict.fromkeys(asked(form), typed)}
                    yield site.post(page, form, values)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_form_says_what_is_wrong_in_the_language_of_its_page(site: Site, language: str) -> None:
    answers = list(answers_to_nonsense(site, language))
    assert {answer.status for answer in answers} <= {200, 401, 409, 422}
    assert {answer.root.get("lang") for answer in answers} == {language}
    assert letters_of_other_scripts(answers) == {}
    assert english_words(answers, language) == {}


def done(site: Site, act: Act, language: str) -> Seen:
    """The page that comes after the button."""
    page = site.visit(act.endpoint, Visit(act.who, act.values), language)
    form = next(form for form in forms(page.root) if _is_meant(form, act.form))
    who = "visitor" if act.without_session else act.who
    return site.post(page, form, {**untouched(form), **act.changes}, who=who)


def _is_meant(form: object, part: str) -> bool:
    action = getattr(form, "get")("action", "")  # noqa: B009 - an element
    return part in action if part else not action


@pytest.fixture(scope="module")
def own_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site like the shared one, to be changed."""
    with built(sqlite_template, tmp_path_factory.mktemp("acts")) as site:
        yield site


def test_what_is_said_after_an_act_is_in_the_language_of_the_page(own_site: Site) -> None:
    """In Arabic, whose letters show every text that was left."""
    answers = []
    for act in ACTS:
        answer = done(own_site, act, "ar")
        assert answer.status == act.status, (act, answer.status)
        answers.append(answer)
    assert {(answer.root.get("lang"), answer.root.get("dir")) for answer in answers} == {("ar", "rtl")}
    assert letters_of_other_scripts(answers) == {}
    assert english_words(answers, "ar") == {}
    assert texts_without_their_language(answers) == {}
    assert texts_without_their_label(answers) == {}
