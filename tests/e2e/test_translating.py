"""A solution written in French is put into Arabic through the page, read by everybody, and reopened by its source."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Page, expect

from app.config import FIXTURES
from tests.cli.ground import ROOT, environment
from tests.e2e.conftest import Site, with_and_without_javascript

pytestmark = [pytest.mark.browser, with_and_without_javascript]
FRENCH = "Alerte aux cyclones et aux submersions"
TITLE = "الإنذار بالأعاصير وغمر السواحل، من الأرصاد إلى كل قرية"
LOAD = """
import sys
from pathlib import Path
from app import create_app
from app.core.db import utc_now, writing
from app.site.demo import load_demo
with create_app().app_context(), writing() as session:
    load_demo(session, demo_mode=True, now=utc_now(), folder=Path(sys.argv[1]))
"""


def become(page: Page, name: str) -> None:
    page.goto("/dev/people")
    page.get_by_role("button", name=re.compile(f"Sign in as .*{name}")).click()
    page.locator("main h1").wait_for()


def open_desk(page: Page, state: str) -> None:
    """From the account page to the French solution, by links alone."""
    page.goto("/ar/account")
    page.locator("main a[href$='/translations']").click()
    page.locator(f"main .tabs a[href*='state={state}']").click()
    page.wait_for_url(re.compile(f"state={state}"))
    page.locator("main input[type=search]").fill(FRENCH)
    page.locator("main form[role=search] button").click()
    page.wait_for_url(re.compile("q=Alerte"))
    page.locator("main .rows a", has_text=FRENCH).click()
    page.locator("textarea[lang=ar]").first.wait_for()


def in_arabic(source: str) -> str:
    """Numbers and marks as they stand, each word an Arabic one."""
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", "كلمة", source)


def translate(page: Page, *, fields: str = "textarea[lang=ar]") -> int:
    boxes = page.locator(fields).all()
    for box in boxes:
        source = box.locator("xpath=ancestor::section").locator(".pair-source [lang=fr]").first.inner_text()
        box.fill(TITLE if box.get_attribute("name") == "text-title" else in_arabic(source))
    page.locator("button[value=send]").click()
    expect(page.locator(".flashed")).to_be_visible()
    return len(boxes)


def approve(page: Page) -> None:
    page.locator("button[value=approve]").click()
    expect(page.locator(".flashed")).to_be_visible()
    assert page.locator(".error-summary").count() == 0


def change_the_french(site: Site, folder: Path, **texts: str) -> None:
    """As whoever keeps the files does: another text, loaded again while the site runs."""
    shutil.copytree(FIXTURES, folder, dirs_exist_ok=True)
    path = folder / "examples" / "solutions.jsonl"
    lines = [line if line.startswith("#") else json.loads(line) for line in path.read_text("utf-8").splitlines()]
    changed = [
        {**line, **texts} if isinstance(line, dict) and line["source_language"] == "fr" else line for line in lines
    ]
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in changed), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder)],
        cwd=ROOT,
        env=environment(**site.variables),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def french_without_a_label(page: Page) -> list[str]:
    """The French of an Arabic page that says nowhere near that it is French."""
    root = html5lib.parse(page.content(), namespaceHTMLElements=False)
    main = root.find(".//main")
    assert main is not None
    parents = {child: parent for parent in main.iter() for child in parent}
    head = main.find(".//header")
    title_says_so = head is not None and _says_so(head)
    found = []
    for element in main.iter():
        words = " ".join("".join(element.itertext()).split())
        if element.get("lang") != "fr" or not re.search(r"[a-zà-ÿ]{2}", words):
            continue
        around = [parents[element], parents.get(parents[element], main)]
        if not title_says_so and not any(_says_so(each) for each in around):
            found.append(words[:60])
    return found


def _says_so(element: Element) -> bool:
    labels = (each for each in element.iter() if each.get("class") == "language-label")
    return any("الفرنسية" in "".join(label.itertext()) for label in labels)


def french_of(page: Page) -> int:
    return page.locator("main [lang=fr]").count()


def test_a_french_solution_is_translated_read_and_reopened(writer: Page, own_site: Site, tmp_path: Path) -> None:
    become(writer, "كريم")
    open_desk(writer, "untranslated")
    solution = writer.locator("main header a[hreflang=ar]").get_attribute("href") or ""
    writer.goto(solution)
    assert french_without_a_label(writer) == []
    before = french_of(writer)
    assert before > 20

    open_desk(writer, "untranslated")
    assert translate(writer) > 20
    assert writer.locator("button[value=approve]").count() == 0, "somebody else approves"
    writer.goto(solution)
    assert french_of(writer) == before, "nobody reads it before that"
    become(writer, "نور")
    open_desk(writer, "waiting")
    approve(writer)
    writer.goto(solution)
    expect(writer.locator("h1")).to_have_text(TITLE)
    assert french_of(writer) < 12, "evidence lines and names of institutions"
    assert french_without_a_label(writer) == []

    change_the_french(own_site, tmp_path / "later", approach="Une seule salle d'alerte, ouverte jour et nuit dès 2026.")
    writer.goto(solution)
    expect(writer.locator("main [lang=fr]", has_text="Une seule salle d'alerte, ouverte")).to_be_visible()
    assert french_without_a_label(writer) == []
    open_desk(writer, "needs_editing")
    assert writer.locator("ins", has_text="dès").count() == 1
    translate(writer, fields="textarea[name='text-approach']")
    become(writer, "كريم")
    open_desk(writer, "waiting")
    approve(writer)
    writer.goto(solution)
    assert writer.locator("main [lang=fr]", has_text="Une seule salle d'alerte, ouverte").count() == 0
    assert french_without_a_label(writer) == []
