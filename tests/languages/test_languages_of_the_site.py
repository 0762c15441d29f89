"""The languages of a site are those of its profile: each whole, and one that is left out is gone everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.db import db
from app.core.i18n import FALLBACK, direction_of
from app.site.languages import language_states
from app.taxonomy import vocabulary
from app.translations.__main__ import collected, languages, read_catalogue
from tests.languages.conftest import Seen, Site, built
from tests.languages.faults import english_words, letters_of_other_scripts
from tests.languages.mails import mails_in, parts_of
from tests.languages.reading import tree, words_of
from tests.languages.visits import Visit

TWO = ("ar", "en")


def test_every_language_of_the_site_has_a_whole_catalogue(site: Site) -> None:
    chosen = set(vocabulary().site.languages) - {FALLBACK}
    assert chosen <= set(languages())
    wanted = {text.id for text in collected() if text.id}
    for language in chosen:
        texts = [text for text in read_catalogue(language) if text.id]
        assert {text.id for text in texts} == wanted, language
        assert not [text.id for text in texts if text.fuzzy or not text.string or not all(text.string)], language
    with site.app.app_context():
        found = {state.code: state.percent for state in language_states(db.session)}
        assert found == dict.fromkeys({*chosen, FALLBACK}, 100)


@pytest.fixture(scope="module")
def small_site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole world on a site of two languages, whose people chose among seven."""
    profile = replace(vocabulary().site, languages=TWO)
    with built(sqlite_template, tmp_path_factory.mktemp("two"), site=profile) as small:
        yield small


@pytest.mark.parametrize("path", ["/fr/", "/fr/solutions", "/fr/sign-in", "/fr/nowhere"])
@pytest.mark.parametrize(("reader", "answered"), [("ar", "ar"), ("fr", FALLBACK), ("en", "en")])
def test_pages_of_a_language_that_is_switched_off_are_not_found(
    small_site: Site, path: str, reader: str, answered: str
) -> None:
    answer = small_site.client("visitor").get(path, headers={"Accept-Language": reader})
    page = tree(answer.get_data(as_text=True))
    assert answer.status_code == 404
    assert (page.get("lang"), page.get("dir")) == (answered, direction_of(answered))


@pytest.mark.parametrize("path", ["/qq/", "/de/", "/de/solutions", "/en-US/", "/qq", "/e/about", "/english/"])
def test_an_address_that_begins_with_no_language_of_the_site_is_not_found(site: Site, path: str) -> None:
    answer = site.client("visitor").get(path, headers={"Accept-Language": "ar"}, follow_redirects=True)
    assert (answer.status_code, tree(answer.get_data(as_text=True)).get("lang")) == (404, "ar")


def test_the_root_leads_to_a_language_that_is_there(small_site: Site) -> None:
    answer = small_site.client("visitor").get("/", headers={"Accept-Language": "fr, ru;q=0.9"})
    assert answer.headers["Location"] == f"/{FALLBACK}/"


@pytest.mark.parametrize("language", TWO)
def test_no_page_offers_a_language_that_is_switched_off(small_site: Site, language: str) -> None:
    for endpoint, visit in (("site.home", Visit()), ("solutions.index", Visit()), ("accounts.show", Visit("amina"))):
        page = small_site.visit(endpoint, visit, language)
        assert bar_of(page) == list(TWO)
        assert set(alternates_of(page)) - {"x-default"} == set(TWO)
        assert english_words([page], language) == {}
    offered = [option.get("value") for option in page.root.iter("option") if option.get("lang")]
    assert offered == list(TWO)


def bar_of(page: Seen) -> list[str]:
    (bar,) = (nav for nav in page.root.iter("nav") if nav.get("class") == "languages")
    return [link.get("lang", "") for link in bar.iter("a")]


def alternates_of(page: Seen) -> list[str]:
    links = [link for link in page.root.iter("link") if link.get("rel") == "alternate"]
    return [link.get("hreflang", "") for link in links if link.get("hreflang")]


def test_mails_to_somebody_whose_language_is_switched_off_are_in_the_one_that_everything_falls_back_to(
    small_site: Site,
) -> None:
    mails = mails_in(small_site.app, small_site.world, "fr")
    in_english = mails_in(small_site.app, small_site.world, FALLBACK)
    assert [mail.subject for mail in mails] == [mail.subject for mail in in_english]
    for mail in mails:
        assert tree(mail.html).get("lang") == FALLBACK
        assert "/fr/" not in mail.html + mail.text
    assert letters_of_other_scripts(part for mail in in_english for part in parts_of(mail)) == {}


def test_somebody_whose_language_is_switched_off_does_not_get_another_by_saving_the_account(small_site: Site) -> None:
    with small_site.changed("dalia", locale="fr"):
        page = small_site.visit("accounts.show", Visit("dalia"), "ar")
    (chosen,) = (option for option in page.root.iter("option") if option.get("lang") and "selected" in option.attrib)
    assert words_of(chosen) == "English"
