"""A visitor over HTTP who inspects every page: a page that breaks a rule of the house fails the test."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Element = ElementTree.Element
LABELLED = {"input", "select", "textarea"}


class Page:
    """An answer, parsed."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        self.root: Element = parser.parse(self.html)
        self.errors = [code for _, code, _ in parser.errors]

    @property
    def text(self) -> str:
        """What a person can read, spaces made single."""
        return re.sub(r"\s+", " ", "".join(_visible(self.root))).strip()

    @property
    def title(self) -> str:
        return "".join(self.root.find("head/title").itertext()).strip()  # type: ignore[union-attr]

    @property
    def heading(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.root.find(".//h1").itertext())).strip()  # type: ignore[union-attr]

    def all(self, path: str) -> list[Element]:
        """Elements by ElementTree path: `.//a[@class='chip']`."""
        return self.root.findall(path)

    def links(self) -> dict[str, str]:
        """Words of each link → its address."""
        return {" ".join("".join(a.itertext()).split()): a.get("href", "") for a in self.root.iter("a")}

    def form_values(self, action_part: str = "") -> dict[str, Any]:
        """What the (first matching) form would send untouched: tokens and kept answers."""
        for form in self.root.iter("form"):
            if form.get("method", "get").lower() == "post" and action_part in form.get("action", ""):
                return _values(form)
        raise AssertionError(f"No form posts to “{action_part}” on this page")


def _visible(element: Element) -> list[str]:
    if element.tag in {"script", "style", "template", "head"}:
        return [element.tail or ""]
    parts = [element.text or ""]
    for child in element:
        parts += [" ", *_visible(child)]
    return [*parts, element.tail or ""]


def _values(form: Element) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.iter():
        name = field.get("name")
        if not name or field.tag not in LABELLED:
            continue
        kind = field.get("type", "text")
        if field.tag == "textarea":
            values[name] = "".join(field.itertext())
        elif field.tag == "select":
            chosen = [option.get("value", "") for option in field.iter("option") if option.get("selected") is not None]
            values[name] = chosen[0] if chosen else ""
        elif kind in {"checkbox", "radio"}:
            if field.get("checked") is not None:
                values.setdefault(name, []).append(field.get("value", "on"))
        elif kind not in {"submit", "button", "file"}:
            values[name] = field.get("value", "")
    return values


class Browser:
    """Follows addresses by endpoint or path; remembers cookies; checks each page it meets."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.app = app
        self.language = language
        self.client: FlaskClient = app.test_client()

    def address(self, endpoint: str, **values: Any) -> str:
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(endpoint, **{"lang": self.language, **values})

    def get(self, endpoint: str, *, status: int = 200, follow: bool = True, **values: Any) -> Page:
        response = self.client.get(self.address(endpoint, **values), follow_redirects=follow)
        return self._inspected(response, status)

    def post(
        self,
        endpoint: str,
        form: dict[str, Any] | None = None,
        *,
        status: int = 200,
        follow: bool = True,
        **values: Any,
    ) -> Page:
        response = self.client.post(self.address(endpoint, **values), data=form or {}, follow_redirects=follow)
        return self._inspected(response, status)

    def submit(
        self,
        page: Page,
        changes: dict[str, Any],
        *,
        action: str = "",
        to: str = "",
        status: int = 200,
        follow: bool = True,
    ) -> Page:
        """Send the page's form as a browser would: its own values, with `changes`."""
        target = (
            to
            or next(
                form.get("action", "")
                for form in page.root.iter("form")
                if form.get("method", "get").lower() == "post" and action in form.get("action", "")
            )
            or page.response.request.path
        )
        return self.post(target, {**page.form_values(action), **changes}, status=status, follow=follow)

    def _inspected(self, response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert page.status == status, f"{page.status} instead of {status}: {page.text[:400]}"
        part = response.request.headers.get("HX-Request")
        if response.mimetype == "text/html" and not part and not response.location:
            inspect(page)
        return page


def inspect(page: Page) -> None:
    """The rules of every page."""
    assert not page.errors, f"Not valid HTML: {page.errors[:5]}"
    html = page.root
    assert html.get("lang"), "A page says its language"
    assert html.get("dir") in {"ltr", "rtl"}, "A page says its direction"
    assert page.title, "A page has a title"
    headings = page.all(".//h1")
    assert len(headings) == 1, f"A page has one first heading, this has {len(headings)}"
    ids = [element.get("id") for element in html.iter() if element.get("id")]
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"Ids used twice: {twice}"
    _assert_no_inline(html)
    _assert_labels(html, set(ids))


def _assert_no_inline(html: Element) -> None:
    for element in html.iter():
        names = {name for name in element.attrib if isinstance(name, str)}
        assert "style" not in names, f"Inline style on <{element.tag}>"
        assert element.tag != "style", "Inline style sheet"
        assert not {name for name in names if name.startswith("on")}, f"Inline handler on <{element.tag}>"
        assert element.tag != "script" or "src" in names, "Inline script"


def _assert_labels(html: Element, ids: set[str | None]) -> None:
    labels = {label.get("for") for label in html.iter("label")}
    wrapped = {id(field) for label in html.iter("label") for field in label.iter() if field.tag in LABELLED}
    for field in html.iter():
        if field.tag not in LABELLED or field.get("type") in {"hidden", "submit", "button"}:
            continue
        named = (
            field.get("id") in labels or id(field) in wrapped or field.get("aria-label") or field.get("aria-labelledby")
        )
        assert named, f"A field without a label: {field.attrib}"
        for reference in (field.get("aria-describedby") or "").split():
            assert reference in ids, f"aria-describedby points to nothing: {reference}"
