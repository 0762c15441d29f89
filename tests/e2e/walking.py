"""What a person does in the browser, by the words on the page."""

from __future__ import annotations

import re

from playwright.sync_api import Page

SHEET = re.compile(rb"/Type\s*/Page\b")
# page of the form → answers by field name; a tuple is chosen by value, True is ticked
REQUEST: dict[str, dict[str, str | tuple[str, ...]]] = {
    "asking": {"institution": "Example Ministry of Agriculture"},
    "readers": {"wished_visibility": ("members",)},
    "title": {"title": "Drip irrigation and water saving for small farms in dry districts"},
    "problem": {
        "problem": "Farmers in dry districts lose crops because water is scarce. They ask for training in drip "
        "irrigation, greenhouses and water management that small farms can keep up by themselves.",
    },
    "goals": {"goals": ("2", "6")},
    "sectors": {"sectors": ("agriculture", "water-sanitation")},
    "outcome": {"outcome": "Extension workers can train farmers in irrigation that saves water."},
    "modalities": {"modalities": ("training",)},
    "partners": {"languages": ("en",)},
    "contact": {"contact": "amina@example.org", "consent": ("yes",)},
}


def become(page: Page, name: str) -> None:
    page.goto("/dev/people")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.get_by_role("heading", name="Your account").wait_for()


def write_request(page: Page) -> None:
    """Start a draft and answer what is needed, page by page, from the task list."""
    page.goto("/en/requests/new")
    page.locator("main form button").first.click()
    tasks = page.url
    for name, answers in REQUEST.items():
        page.goto(f"{tasks}/{name}")
        answer(page, answers)
        page.locator("main form button", has_text="Continue").first.click()
        page.locator("h1").wait_for()
    page.goto(f"{tasks}/check")


def answer(page: Page, answers: dict[str, str | tuple[str, ...]]) -> None:
    for field, value in answers.items():
        if isinstance(value, tuple):
            for choice in value:
                page.locator(f'main [name="{field}"][value="{choice}"]').check()
        else:
            page.locator(f'main [name="{field}"]').fill(value)


def sheets_of(page: Page) -> int:
    """How many sheets of A4 the page takes when it is printed."""
    return len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True)))
