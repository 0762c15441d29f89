"""The weekly mail as it arrives: both parts say the same, in the reader's direction, with nothing that tracks."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import html5lib
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.i18n import direction_of, in_language
from app.core.mail import inlined
from app.digest import jobs
from app.digest.messages import subject_for
from tests.core.mail_ground import Letterbox
from tests.digest.ground import NOW, Offers, a_candidate, parts_received, received, send_all, subscribe

pytestmark = pytest.mark.both_engines
LINK = re.compile(r"https?://[^\s<>\"]+")


def one_mail(app: Flask, offers: Offers, *, items: int = 3, **subscriber: object) -> None:
    subscribe(1, **subscriber)
    offers.to_all = [a_candidate(n, score=1 - n / 10, standing="example") for n in range(1, items + 1)]
    jobs.plan_due(now=NOW)
    send_all(app)


def tree(html: str) -> ElementTree.Element:
    root: ElementTree.Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_both_parts_have_the_same_links_in_the_same_order(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers)
    parts = parts_received(letterbox)
    in_html = [a.get("href") for a in tree(parts.html).iter("a")][1:]  # the first is the site's name
    assert LINK.findall(parts.text) == in_html
    assert len(in_html) == 3 * 2 + 3


def test_both_parts_have_the_same_items_and_reasons_in_the_same_order(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    one_mail(app, offers)
    parts = parts_received(letterbox)
    html = tree(parts.html)
    titles = [words(a) for a in html.iter("a") if "/solutions/" in a.get("href", "")]
    assert titles == re.findall(r"^\d+\. (.+?) \(Example\)$", parts.text, re.MULTILINE)
    reasons = [words(li) for li in html.iter("li")]
    assert reasons == [line[2:].replace("\u2068", "").replace("\u2069", "") for line in lines_of(parts.text, "- ")]


def lines_of(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def test_every_item_says_why_it_is_there_and_so_does_the_mail(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers)
    parts = parts_received(letterbox)
    for part in (parts.text, words(tree(parts.html))):
        assert part.count("It could meet your request “Water for dry lands”.") == 3
        assert part.count("Why am I getting this?") == 1


def test_headers_let_anybody_stop_it_and_keep_answering_machines_quiet(
    app: Flask, offers: Offers, letterbox: Letterbox
) -> None:
    one_mail(app, offers)
    mail = received(letterbox)
    link, mailto = str(mail["List-Unsubscribe"]).split(", ")
    assert re.fullmatch(r"<http://localhost/en/digest/stop/[\w.-]+>", link)
    assert re.fullmatch(r"<mailto:crux@example\.org\?subject=unsubscribe%20[\w.-]+>", mailto)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "<digest.en.localhost>"
    assert (mail["Precedence"], mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == (
        "bulk",
        "auto-generated",
        "All",
    )


@pytest.mark.parametrize("name", ["Amina", "أمينة", "阿米娜" * 20, "Zoë\r\nBcc: other@example.org", 'O"Neil, <x>'])
def test_the_bytes_are_ascii_in_short_lines_whatever_the_name(
    app: Flask, offers: Offers, letterbox: Letterbox, name: str
) -> None:
    one_mail(app, offers, name=name, locale="ar")
    content = letterbox.taken[0][1]
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    assert received(letterbox)["Bcc"] is None
    assert received(letterbox)["To"].addresses[0].addr_spec == "reader1@example.org"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_direction_and_language_stand_on_every_level(
    app: Flask, offers: Offers, letterbox: Letterbox, language: str
) -> None:
    one_mail(app, offers, locale=language)
    html = tree(parts_received(letterbox).html)
    levels = [html, *html.iter("body"), *html.iter("table"), *html.iter("td")]
    assert {(level.get("dir"), level.get("lang")) for level in levels} == {(direction_of(language), language)}
    sides = {cell.get("align") for cell in html.iter("td")} - {"center"}
    assert sides == {"right" if language == "ar" else "left"}


def test_links_lead_to_pages_in_the_reader_s_language(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers, locale="ar")
    parts = parts_received(letterbox)
    own = [link for link in LINK.findall(parts.text) if "/digest/" in link]
    assert own
    assert all(link.startswith("http://localhost/ar/") for link in own)


def test_nothing_in_it_tracks_or_loads(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers)
    parts = parts_received(letterbox)
    html = tree(parts.html)
    tags = {element.tag for element in html.iter() if isinstance(element.tag, str)}
    assert not tags & {"img", "script", "link", "iframe", "object", "video", "audio", "form"}
    assert "url(" not in parts.html
    assert not re.search(r"utm_|[?&]", " ".join(LINK.findall(parts.text)))
    assert all(link.startswith("http://localhost/") for link in LINK.findall(parts.text))


def test_style_is_inline_and_dark_colours_are_kept(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers)
    html = parts_received(letterbox).html
    assert "prefers-color-scheme: dark" in html
    assert all(cell.get("style") for cell in tree(html).iter("td"))


def test_a_style_sheet_from_elsewhere_is_never_fetched(app: Flask) -> None:
    with app.app_context():
        html = inlined(
            '<html><head><link rel="stylesheet" href="https://example.org/x.css"></head><body></body></html>'
        )
    assert "<style" not in html


def test_the_same_mail_written_again_is_the_same_to_the_byte(app: Flask, offers: Offers, letterbox: Letterbox) -> None:
    one_mail(app, offers)
    mail = received(letterbox)
    assert mail.get_boundary()
    assert re.fullmatch(r"<[0-9a-f]{40}@example\.org>", str(mail["Message-ID"]))


@given(st.integers(1, 8), st.sampled_from(["ar", "zh", "en", "fr", "ru", "es", "pt"]), st.booleans())
def test_the_subject_has_the_count_in_sixty_characters(count: int, language: str, example: bool) -> None:
    app = Flask("words")
    from flask_babel import Babel

    Babel(app)
    with app.app_context(), in_language(language):
        subject = subject_for(count, example=example)
    assert len(subject) <= 60
    assert str(count) in subject or count == 1
