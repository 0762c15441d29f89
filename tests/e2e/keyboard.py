"""A person who writes with the keyboard alone: what they press is counted, and how long it would take them.

Nothing is waited for. The time is counted: each key as one of 30 words a minute, of five characters each, and for
each screen the time to read what is new on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

KEYS_A_MINUTE = 30 * 5
READING = 15  # seconds a screen
MOST_TABS = 90  # to a field of one page
FOCUSED = """() => {
  const at = document.activeElement;
  return [at.tagName, at.getAttribute("name") || at.getAttribute("href") || "", at.value || ""].join(" ");
}"""
SEEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  return box.width > 0 && box.bottom > 0 && box.top < innerHeight && getComputedStyle(at).outlineStyle !== "none";
}"""


@dataclass
class Writer:
    page: Page
    keys: int = 0
    screens: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.screens.append(self._heading())

    @property
    def minutes(self) -> float:
        return self.keys / KEYS_A_MINUTE + len(self.screens) * READING / 60

    def __str__(self) -> str:
        rows = [f"{number:3} {each}" for number, each in enumerate(self.screens, 1)]
        return "\n".join([f"{len(rows)} screens, {self.keys} keys, {self.minutes:.1f} minutes, no mouse", *rows])

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def reach(self, wanted: str) -> None:
        """Tab to the field, box or button whose kind, name and value begin like that; the focus is always seen."""
        for _ in range(MOST_TABS):
            if str(self.page.evaluate(FOCUSED)).startswith(wanted):
                assert self.page.evaluate(SEEN), f"the focus on {wanted} is not to be seen"
                return
            self.press("Tab")
        raise AssertionError(f"{wanted} is not reached by {MOST_TABS} tabs on {self.screens[-1]}")

    def write(self, name: str, text: str, kind: str = "TEXTAREA") -> None:
        self.reach(f"{kind} {name}")
        self.type(text)

    def tick(self, name: str, *values: str) -> None:
        """Boxes; one that is ticked already stays so."""
        for value in values:
            self.reach(f"INPUT {name} {value}")
            if not self.page.evaluate("() => document.activeElement.checked"):
                self.press("Space")

    def choose(self, name: str, value: str) -> None:
        """One of a few: Tab leads to the group, arrows within it."""
        self.reach(f"INPUT {name}")
        self.press("Space")
        for _ in range(MOST_TABS):
            if str(self.page.evaluate(FOCUSED)).startswith(f"INPUT {name} {value}"):
                return
            self.press("ArrowDown")
        raise AssertionError(f"{value} is none of {name}")

    def go_on(self, button: str = "BUTTON") -> None:
        """Press the next button that sends something; the next screen counts."""
        self.reach(button)
        with self.page.expect_navigation(wait_until="load"):
            self.press("Enter")
        self.screens.append(self._heading())

    def _heading(self) -> str:
        return " ".join(self.page.locator("h1").first.inner_text().split())
