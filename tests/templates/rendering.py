"""The site's templates without the site: the components drawn with plain values, as their usage comments promise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.taxonomy.facet_options import facet_options

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "app" / "templates"
STATIC = ROOT / "static"


@cache
def environment() -> Environment:
    """As strict as the application's; texts stay in English."""
    env = Environment(
        loader=FileSystemLoader([TEMPLATES, Path(__file__).parent]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.filters["numberformat"] = str
    env.globals.update(
        facet_options=facet_options,
        asset=lambda path: f"/static/{path}",
        get_flashed_messages=lambda **_: [],
        config={"BASE_URL": "https://crux.example.org"},
        site=SimpleNamespace(name="Crux"),
        policy_links=list,
        actor=SimpleNamespace(is_signed_in=False, name=""),
        demo=False,
        locale="en",
        text_direction="ltr",
        language_links=[],
        page_for_others="/",
    )
    return env


def draw(source: str, **context: Any) -> str:
    """The HTML that a piece of template gives."""
    return environment().from_string(source).render(**context)


def component(file: str, call: str, **context: Any) -> ElementTree.Element:
    """What `call` of a macro in components/<file>.html draws, parsed; `{{ }}` unless it is a call block."""
    name = call.removeprefix("{% call ").split("(")[0]
    body = call if call.startswith("{%") else "{{ " + call + " }}"
    html = draw('{% from "components/' + file + '.html" import ' + name + " %}" + body, **context)
    root: ElementTree.Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return root


def words(element: ElementTree.Element) -> str:
    """What can be read in an element, spaces made single."""
    return " ".join("".join(element.itertext()).split())
