"""Rules for every template of the site, whoever writes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.templates.rendering import ROOT

ALL = sorted(path for path in (ROOT / "app").rglob("templates/**/*") if path.is_file())
HTML = [path for path in ALL if path.suffix == ".html"]
MAIL_FRAME = ROOT / "app" / "templates" / "email" / "base.html"  # mail programs need their <style>
COMPONENTS = ROOT / "app" / "templates" / "components"
SPOKEN = re.compile(r"""\b(?:aria-label|alt|title|placeholder|summary)=(["'])(.*?)\1""", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_jinja(source: str) -> str:
    """What is left of a template when its comments, translated texts, statements and values are taken out."""
    source = re.sub(r"\{#.*?#\}", " ", source, flags=re.DOTALL)
    source = re.sub(r"\{% block section %\}\w*\{% endblock %\}", " ", source)  # a code for the frame, never shown
    source = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", " ", source, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", source, flags=re.DOTALL)


def test_there_are_templates_to_look_at() -> None:
    assert len(HTML) > 20


def test_every_picture_says_how_large_it_is_so_that_nothing_moves_when_it_comes() -> None:
    pictures = [found for path in HTML for found in re.findall(r"<img\b[^>]*>", path.read_text(encoding="utf-8"))]
    assert pictures
    assert [each for each in pictures if not re.search(r'\swidth="\d+" height="\d+"', each)] == []


@pytest.mark.parametrize("path", HTML, ids=ids)
def test_style_and_script_stay_in_their_own_files(path: Path) -> None:
    markup = without_jinja(path.read_text(encoding="utf-8"))
    assert not re.search(r"\sstyle\s*=", markup)
    assert not re.search(r"\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", markup)
    assert path == MAIL_FRAME or "<style" not in markup
    for script in re.findall(r"<script\b(.*?)>(.*?)</script>", markup, re.DOTALL):
        assert "src=" in script[0]
        assert not script[1].strip()


@pytest.mark.parametrize("path", HTML, ids=ids)
def test_no_attribute_is_written_as_a_value(path: Path) -> None:
    """Quotation marks inside a value are escaped: the attribute would hold them."""
    assert not re.search(r"""\{\{\s*' [\w-]+="|\{\{\s*" [\w-]+='""", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", ALL, ids=ids)
def test_no_template_switches_escaping_off(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false|\bMarkup\(", source)


@pytest.mark.parametrize("path", [path for path in ALL if path.suffix in {".html", ".txt"}], ids=ids)
def test_every_visible_word_can_be_translated(path: Path) -> None:
    left = without_jinja(path.read_text(encoding="utf-8"))
    left = re.sub(r"<style.*?</style>|<svg.*?</svg>", " ", left, flags=re.DOTALL)
    spoken = [value for _, value in SPOKEN.findall(left) if LETTERS.search(value)]
    text = re.sub(r"<[^>]*>|&\w+;", " ", left) if path.suffix == ".html" else left
    assert spoken == []
    assert LETTERS.findall(text) == []


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=ids)
def test_a_component_says_on_its_first_line_how_to_use_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("{#")
    assert first.endswith("#}")
    assert re.search(r"\w+\(", first), "names a macro with its arguments"


@pytest.mark.parametrize("path", sorted(COMPONENTS.glob("*.html")), ids=ids)
def test_a_component_translates_inside_its_macros_only(path: Path) -> None:
    """At the top of an imported file a text would be translated once, into the first reader's language."""
    source = re.sub(r"\{%-?\s*macro\b.*?endmacro\s*-?%\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\b(?:_|n?gettext)\(", re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL))


FORM = re.compile(r"(<form\b[^>]*method=.post[^>]*>)(.*?)</form>", re.IGNORECASE | re.DOTALL)
ASKS = re.compile(r"(?:_field|text_area|checkbox|checkboxes|radios)\(|<textarea|<select|<input (?!type=.hidden)")


@pytest.mark.parametrize("path", HTML, ids=ids)
def test_what_is_typed_is_checked_by_us_alone(path: Path) -> None:
    """A browser's own bubbles speak another language and vanish; our messages stay beside the field."""
    asking = [tag for tag, inside in FORM.findall(path.read_text(encoding="utf-8")) if ASKS.search(inside)]
    assert [tag for tag in asking if "novalidate" not in tag] == []
