"""Pages and mails as trees, read quickly: the elements, and everything that is seen or heard with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})
SPOKEN = frozenset(
    {"placeholder", "aria-label", "alt", "title", "aria-description", "data-zero", "data-left", "data-over"}
)
SILENT = frozenset({"script", "style", "template", "kbd", "code"})  # names for keys and programs are of no language


class _Tree(HTMLParser):
    """Builds the tree; a tag that is closed out of turn is a fault of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.builder.end(self.open.pop())

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def tree(html: str) -> Element:
    parser = _Tree()
    parser.feed(html)
    parser.close()
    root: Element = parser.builder.close()
    return root


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one text node or spoken attribute."""

    text: str
    language: str  # of the nearest element that says one
    inside: tuple[Element, ...]  # the elements around it, the page first
    attribute: str = ""

    @property
    def where(self) -> str:
        """The elements around it, for whoever looks for the fault."""
        names = [f"{each.tag}.{each.get('class')}" if each.get("class") else each.tag for each in self.inside[-3:]]
        return " > ".join(names) + (f" @{self.attribute}" if self.attribute else "")


def runs(root: Element) -> Iterator[Run]:
    """Everything that is seen or heard, in the order of the page."""
    yield from _runs(root, root.get("lang", ""), ())


def _runs(element: Element, language: str, around: tuple[Element, ...]) -> Iterator[Run]:
    if element.tag in SILENT:
        return
    language, inside = element.get("lang", language), (*around, element)
    for name in SPOKEN & element.attrib.keys():
        yield from _run(element.attrib[name], language, inside, name)
    if element.tag == "meta" and element.get("name") == "description":
        yield from _run(element.get("content", ""), language, inside, "content")
    yield from _run(element.text, language, inside)
    for child in element:
        yield from _runs(child, language, inside)
        yield from _run(child.tail, language, inside)


def _run(text: str | None, language: str, inside: tuple[Element, ...], attribute: str = "") -> Iterator[Run]:
    words = re.sub(r"\s+", " ", text or "").strip()
    if words:
        yield Run(words, language, inside, attribute)


def words_of(element: Element) -> str:
    """What is read inside an element, spaces made single."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()
