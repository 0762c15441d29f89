"""The main job in a real browser: browse, ask, match, digest. Once with JavaScript and once without."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Page, expect

from tests.cli.ground import crux
from tests.e2e.conftest import Site, free_port, with_and_without_javascript
from tests.e2e.walking import become, write_request

pytestmark = [pytest.mark.browser, with_and_without_javascript]

FOUND_BY = [
    ("a word of its text", "irrigation"),
    ("a goal in English", "Clean water and sanitation"),
    ("a goal in French", "Faim"),
    ("a goal in Arabic", "القضاء على الجوع"),
    ("a goal in Chinese", "零饥饿"),
    ("a sector in English", "Agriculture"),
    ("a sector in French", "Énergie"),
    ("a sector in Arabic", "الصحة"),
    ("a sector in Chinese", "教育"),
    ("a place in English", "Brazil"),
    ("a place in French", "Brésil"),
    ("a place in Arabic", "البرازيل"),
    ("a place in Chinese", "巴西"),
]


@pytest.mark.parametrize("words", [words for _, words in FOUND_BY], ids=[what for what, _ in FOUND_BY])
def test_solutions_are_found_by(visitor: Page, words: str) -> None:
    visitor.goto("/en/solutions")
    visitor.get_by_label("Search the solutions").fill(words)
    visitor.get_by_role("button", name="Search").click()
    expect(visitor.locator("main .rows > li").first).to_be_visible()
    visitor.locator("main .rows > li a").first.click()
    expect(visitor.locator("article h1")).to_be_visible()


def test_the_catalogue_is_narrowed_by_goal_and_sub_region(visitor: Page) -> None:
    visitor.goto("/en/solutions")
    all_of_them = count_of(visitor)
    narrow(visitor, "Goal and target", "goal", "2")
    by_goal = count_of(visitor)
    narrow(visitor, "Region and country", "place", "005")  # South America
    by_both = count_of(visitor)
    assert all_of_them > by_goal > by_both > 0
    assert "goal=2" in visitor.url
    assert "place=005" in visitor.url
    assert count_of(visitor) == len(visitor.locator("main .rows > li").all())
    visitor.reload()
    assert count_of(visitor) == by_both


def test_a_focal_point_asks_sees_reasons_and_receives_the_digest_once(writer: Page, own_site: Site) -> None:
    become(writer, "Amina")
    write_request(writer)
    writer.get_by_role("button", name="Send the request").click()
    expect(writer.locator("h1")).to_contain_text("sent")
    number = re.findall(r"/requests/(\d+)", writer.url)[-1]
    writer.goto(f"/en/requests/{number}/matches")
    rows = writer.locator("ol.matches > li")
    assert rows.count() >= 3
    for row in rows.all():
        assert_reasons_add_up(row.inner_text(), row.locator(".cut-key b").all_inner_texts())
    first = rows.first.locator("h2").inner_text()
    mails = digest_over_smtp(own_site)
    (mine,) = [mail for mail in mails if mail["To"].addresses[0].username.startswith("amina")]
    assert "Example" in mine["Subject"]
    for kind in ("plain", "html"):
        part = mine.get_body((kind,))
        assert part is not None
        content = part.get_content()
        assert first in re.sub(r"\s+", " ", content), f"the match is in the {kind} part"
        assert "Example" in content
    assert digest_over_smtp(own_site) == [], "running it again sends nothing"


def assert_reasons_add_up(text: str, points: list[str]) -> None:
    score = re.search(r"(\d+)\s+of 100", text)
    assert score, text
    assert sum(map(int, points)) == int(score.group(1))


def count_of(page: Page) -> int:
    words = page.locator(".listing-found").inner_text()
    found = re.search(r"(\d+) solutions?", words)
    assert found, words
    return int(found.group(1))


def narrow(page: Page, facet: str, name: str, value: str) -> None:
    """Tick one box of a facet, opening whatever hides it; without JavaScript also press the button."""
    box = page.locator(f'input[name="{name}"][value="{value}"]')
    for _ in range(4):
        if box.is_visible():
            break
        hidden = page.locator(f'details:not([open]):has(input[name="{name}"][value="{value}"]) > summary')
        hidden.first.click()
    box.check()
    apply = page.locator(".listing-filters button[type=submit], .listing-filters form button").first
    if f"{name}={value}" not in page.url and apply.is_visible():
        apply.click()
    page.wait_for_url(re.compile(rf"{name}={value}"))


class Postbox:
    """A mail server's memory."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 OK"


def digest_over_smtp(site: Site) -> list[EmailMessage]:
    """`crux digest send` with a real server at the other end of the line; the digests that arrived."""
    postbox = Postbox()
    port = free_port()
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        done = crux("digest", "send", **site.variables, CRUX_SMTP_URL=f"smtp://127.0.0.1:{port}")
        assert done.returncode == 0, done.stderr
    finally:
        server.stop()
    return [mail for mail in postbox.mails if mail["List-Id"]]
