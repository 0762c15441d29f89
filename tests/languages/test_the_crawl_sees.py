"""That the crawl would see each fault: a page with all of them, and one with none."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pytest

from tests.languages import faults
from tests.languages.reading import tree
from tests.languages.sentences import SENTENCES
from tests.languages.world import TYPED
from tests.languages.writing_systems import foreign_letters

FRENCH = SENTENCES["fr"][0]
LABELLED = f"""<article><h1><bdi lang="fr" dir="ltr">{FRENCH}</bdi></h1>
<span class="language-label">بالفرنسية</span></article>"""
LOOKS = (
    "letters_of_other_scripts", "english_words", "texts_without_their_language", "texts_without_their_label",
    "texts_without_their_direction", "names_not_kept_apart", "ranges_not_kept_apart",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A page by its body, in Arabic."""

    body: str
    quoted: tuple[str, ...] = ()

    @property
    def root(self) -> Element:
        return tree(f'<html lang="ar" dir="rtl"><body><main>{self.body}</main></body></html>')

    def __str__(self) -> str:
        return "the page"


def found(look: str, body: str) -> list[str]:
    """What one look finds on a page, without the places."""
    pages = [Example(body)]
    table = faults.english_words(pages, "ar") if look == "english_words" else getattr(faults, look)(pages)
    return [text.partition(" [")[0] for text in table]


@pytest.mark.parametrize(
    ("look", "body", "seen"),
    [
        ("letters_of_other_scripts", "<p>بحث Search</p>", ["ar: بحث Search"]),
        ("letters_of_other_scripts", '<p aria-label="Search">بحث</p>', ["ar: Search"]),
        ("letters_of_other_scripts", '<p lang="fr">Вода</p>', ["fr: Вода"]),
        ("english_words", "<p>Skip to the content</p>", ["Skip to the content"]),
        ("english_words", "<p>Search</p>", ["Search"]),
        ("english_words", "<p>3 of 6 tasks done</p>", ["%(done)s of %(total)s tasks done"]),
        ("english_words", "<li>Clean water and sanitation</li>", ["Clean water and sanitation"]),
        ("texts_without_their_language", f"<p>{FRENCH}</p>", [f"fr: {FRENCH}"]),
        ("texts_without_their_language", f'<p lang="en">{FRENCH}</p>', [f"fr: {FRENCH}"]),
        ("texts_without_their_label", f'<p lang="fr">{FRENCH}</p>', [f"fr: {FRENCH}"]),
        ("texts_without_their_direction", f'<p lang="fr">{FRENCH}</p>', [f"p: {FRENCH}"]),
        ("names_not_kept_apart", f"<p>{TYPED['office']}</p>", [TYPED["office"]]),
        ("names_not_kept_apart", f"<p>من <b>{TYPED['office']}</b></p>", [TYPED["office"]]),
        ("names_not_kept_apart", f'<p dir="auto">من {TYPED["office"]}</p>', [TYPED["office"]]),
        ("ranges_not_kept_apart", "<p>من 2016–2019</p>", ["من 2016–2019"]),
    ],
)
def test_a_fault_is_seen(look: str, body: str, seen: list[str]) -> None:
    assert found(look, body) == seen


@pytest.mark.parametrize(
    "body",
    [
        "<p>بحث عن Crux و R-12 بالدولار (USD) في a@example.org</p>",
        LABELLED,
        f"<p>من <bdi>{TYPED['office']}</bdi></p>",
        f"<p>من \u2068{TYPED['office']}\u2069</p>",
        '<a lang="fr">Français</a>',
        "<p>من <bdi>2016–2019</bdi></p>",
    ],
)
def test_what_is_right_is_let_be(body: str) -> None:
    assert {look: seen for look in LOOKS if (seen := found(look, body))} == {}


@pytest.mark.parametrize(
    ("text", "language", "letters"),
    [
        ("Water", "zh", ["Water"]),
        ("水", "ru", ["水"]),
        ("Вода H2O", "ru", ["H", "O"]),
        ("Água, l’été, mañana", "pt", []),
        ("ΑΒΓ", "en", ["ΑΒΓ"]),
        ("123 %, – «…»", "ar", []),
    ],
)
def test_letters_are_told_by_their_script(text: str, language: str, letters: list[str]) -> None:
    assert foreign_letters(text, language) == letters
