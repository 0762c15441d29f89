"""From a need to an introduction, in one's own language: written, endorsed, matched, offered, agreed, printed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import People, clears, fill, path_of, press
from tests.e2e.walking import sheets_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("language", "java_script"), [("fr", True), ("ar", False)], ids=["in French", "in Arabic, without JavaScript"]
    ),
]
TITLE = {
    "fr": "Eau potable et assainissement pour les villages des districts secs",
    "ar": "مياه الشرب والصرف الصحي لقرى المناطق الجافة",
}
PROBLEM = {
    "fr": "Dans les districts secs, les familles n’ont ni eau potable ni assainissement. Les puits tarissent, les "
    "enfants tombent malades et les agriculteurs perdent leurs récoltes. Le pays demande une formation à l’irrigation, "
    "à l’hygiène et à la gestion de l’eau.",
    "ar": "لا تتوفر في قرى المناطق الجافة مياه شرب مأمونة ولا خدمات صرف صحي. تجف الآبار ويمرض الأطفال ويفقد المزارعون "
    "محاصيلهم. ويطلب البلد التدريب على الري وعلى النظافة الصحية وإدارة موارد المياه.",
}
OUTCOME = {"fr": "Chaque village a de l’eau potable.", "ar": "لكل قرية مياه شرب مأمونة."}
OFFER = "We have brought clean water to dry villages for ten years."
SAFER = {"fr": "Des familles en meilleure santé.", "ar": "أسر تتمتع بصحة أفضل."}
TRIED = "Our method is tried in a dry climate."


def writes(people: People) -> tuple[str, int, int]:
    """Esra of the ministry writes the need. The request's path; how many solutions were shown; targets accepted."""
    page = people.at("esra", "requests/new")
    press(page, "main form button")
    tasks, words = page.url, people.language
    _page(page, tasks, "asking", {"institution": "Ministry of Rivers"})
    _page(page, tasks, "readers", {"wished_visibility": ["members"]})
    _page(page, tasks, "title", {"title": TITLE[words]})
    _page(page, tasks, "problem", {"problem": PROBLEM[words]})
    page.goto(f"{tasks}/problem")
    alike = page.locator("aside:has(#met) .rows > li").count()
    reasons = page.locator("aside:has(#met) .rows > li p.soft").count()
    _page(page, tasks, "goals", _suggested(page, tasks, "goals", 2))
    targets = _suggested(page, tasks, "targets", 2)
    _page(page, tasks, "targets", targets)
    _page(page, tasks, "sectors", {"sectors": ["water-sanitation"]})
    _page(page, tasks, "outcome", {"outcome": OUTCOME[words]})
    _page(page, tasks, "modalities", {"modalities": ["training"]})
    _page(page, tasks, "partners", {"languages": ["en"]})
    _page(page, tasks, "contact", {"consent": ["yes"]})
    page.goto(f"{tasks}/check")
    press(page)
    return path_of(page).removesuffix("/sent"), min(alike, reasons), len(targets["targets"])


def _page(page: Page, tasks: str, name: str, answers: dict[str, Any]) -> None:
    page.goto(f"{tasks}/{name}")
    fill(page, answers)
    press(page)


def _suggested(page: Page, tasks: str, name: str, most: int) -> dict[str, list[str]]:
    """The first of those that the page suggests."""
    page.goto(f"{tasks}/{name}")
    boxes = page.locator(f"#{name}-suggested ~ .choices input, [aria-labelledby='{name}-suggested'] input")
    return {name: [str(box.get_attribute("value")) for box in boxes.all()[:most]]}


def endorses_and_opens(people: People, request: str) -> None:
    page = people.at("abel", f"{request}/endorse")
    press(page)
    page = people.at("abel", f"{request}/open")
    fill(page, {"audience": ["members"]})
    press(page)


def offers(people: People, request: str) -> str:
    page = people.at("bima", f"{request}/offer")
    page.locator("main [name=message]").fill(OFFER)
    page.locator("main [name=route]").first.check()
    press(page)
    offer = path_of(page)
    assert people.status("abel", offer) == 404
    clears(people, "bola", "XB")
    return offer


def agree_to_meet(people: People, offer: str) -> str:
    page = people.at("abel", offer)
    press(page, "main form[action*='/shortlist'] button")
    partnership = str(people.at("abel", offer).locator("main a[href*='/partnerships/']").first.get_attribute("href"))
    path = partnership.partition("/")[2].partition("/")[2]
    for name, gain in (("bima", TRIED), ("abel", SAFER[people.language])):
        page = people.at(name, path)
        fill(page, {"to": ["introduced"], "gain": gain})
        press(page)
    expect(people.at("bima", path).locator("main a[href*='/messages/']")).to_be_visible()
    return path


def test_a_need_in_one_s_own_language_leads_to_an_introduction(people: People) -> None:
    request, alike, targets = writes(people)
    assert alike == 3
    assert targets == 2
    endorses_and_opens(people, request)

    page = people.at("abel", f"{request}/matches")
    assert page.locator("ol.matches > li").count() >= 3
    assert page.locator("ol.matches > li .match-reasons li").count() >= 3
    assert page.locator("ol.matches > li:first-child .match-reasons").inner_text().strip()

    offer = offers(people, request)
    expect(people.at("abel", offer).locator("main", has_text=OFFER)).to_be_visible()
    assert people.status("dina", offer) == 404

    partnership = agree_to_meet(people, offer)
    assert people.status("dina", partnership) == 404
    brief = people.at("abel", f"{partnership}/brief")
    halves = [half.get_attribute("lang") for half in brief.locator("section.half").all()]
    assert halves == [people.language, "en"]
    for words in (TITLE[people.language], OFFER, TRIED):
        expect(brief.locator("main", has_text=words)).to_be_visible()
    assert sheets_of(brief) == 1
