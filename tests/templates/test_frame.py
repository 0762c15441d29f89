"""The frame of every page, and of every mail."""

from __future__ import annotations

from types import SimpleNamespace as Row
from typing import Any

import html5lib

from tests.templates.rendering import draw, words

LANGUAGES = [
    Row(code="ar", name="عربي", url="/ar/solutions", current=True),
    Row(code="en", name="English", url="/en/solutions", current=False),
]
MAIL: dict[str, Any] = {
    "subject": "2 new matches",
    "lang": "ar",
    "dir": "rtl",
    "site_name": "Crux",
    "base_url": "https://crux.example.org",
    "why": "You asked for it.",
    "unsubscribe_url": "https://crux.example.org/stop",
    "settings_url": "",
    "browser_url": "",
    "example": True,
}


def page(body: str = "", **context: Any) -> Any:
    source = '{% extends "base.html" %}{% block title %}Solutions{% endblock %}' + body
    return html5lib.parse(draw(source, **context), namespaceHTMLElements=False)


def test_a_page_is_titled_with_its_own_words_first() -> None:
    assert page().findtext(".//title") == "Solutions – Crux"


def test_a_page_with_something_to_mend_says_so_in_its_title() -> None:
    assert page(form=Row(errors={"title": ["Enter a title"]})).findtext(".//title") == "Error: Solutions – Crux"


def test_a_page_without_a_title_of_its_own_has_the_name_of_the_site() -> None:
    assert html5lib.parse(draw('{% extends "base.html" %}'), namespaceHTMLElements=False).findtext(".//title") == "Crux"


def test_the_language_bar_names_each_language_in_itself_and_marks_the_present_one() -> None:
    links = page(language_links=LANGUAGES).findall(".//nav[@class='languages']//a")
    assert [(link.text, link.get("lang"), link.get("hreflang")) for link in links] == [
        ("عربي", "ar", "ar"),
        ("English", "en", "en"),
    ]
    assert [link.get("aria-current") for link in links] == ["page", None]


def test_a_page_points_search_engines_to_its_other_languages() -> None:
    links = page(language_links=LANGUAGES).findall(".//link[@rel='alternate']")
    assert links[0].get("href") == "https://crux.example.org/ar/solutions"


def test_the_navigation_marks_where_one_is() -> None:
    drawn = page("{% block section %}exchanges{% endblock %}")
    assert [words(link) for link in drawn.findall(".//nav[@class='mast-nav']//a[@aria-current]")] == ["Exchanges"]


def test_the_demonstration_says_what_is_invented_and_the_real_site_does_not() -> None:
    assert "records marked Example are invented" in words(page(demo=True))
    assert "invented" not in words(page(demo=False))


def test_every_page_says_whose_site_it_is_not_and_what_it_complements() -> None:
    foot = words(page().find(".//footer"))
    assert "Not a United Nations site; listing is not endorsement." in foot
    assert "complements, and does not substitute for, North-South cooperation." in foot


def test_every_table_and_cell_of_a_mail_says_its_language_and_direction() -> None:
    root: Any = html5lib.parse(draw('{% extends "email/base.html" %}', **MAIL), namespaceHTMLElements=False)
    for element in [root, root.find("body"), *root.iter("table"), *root.iter("td")]:
        assert (element.get("lang"), element.get("dir")) == ("ar", "rtl"), element.attrib


def test_a_mail_fetches_nothing_when_it_is_opened() -> None:
    html = draw('{% extends "email/base.html" %}', **MAIL)
    root = html5lib.parse(html, namespaceHTMLElements=False)
    assert not [element for element in root.iter() if element.get("src") or element.get("background")]
    assert not root.findall(".//link")
    assert "url(" not in html


def test_a_mail_says_why_it_came_and_how_to_stop_it_in_both_parts() -> None:
    for template in ("email/base.html", "email/base.txt"):
        text = draw('{% extends "' + template + '" %}', **MAIL)
        assert "Why am I getting this?" in text
        assert MAIL["unsubscribe_url"] in text
