"""A need written in one language is met by solutions written in another: by the goals that its words speak for."""

from __future__ import annotations

import pytest
from flask import Flask

from app.core.db import writing
from tests.country_requests.conftest import Open
from tests.country_requests.walking import begin, send
from tests.factories import a_solution

WATER = {
    "fr": "Dans les districts secs, les familles n’ont ni eau potable ni assainissement. Les puits tarissent.",
    "ar": "لا تتوفر في القرى مياه شرب مأمونة ولا خدمات صرف صحي، وتجف الآبار.",
    "zh": "农村家庭没有清洁饮水，也没有厕所等卫生设施，水资源短缺，水质受到污染。我们需要供水和污水处理方面的培训。",
}
ENGLISH = "Wells kept clean by village committees"


@pytest.mark.parametrize("language", WATER)
def test_a_need_finds_solutions_that_serve_its_goal_in_another_language(app: Flask, as_: Open, language: str) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, ENGLISH, claims=("6.1",), countries_of_origin=["KEN"])
        a_solution(session, "Savings groups for traders", claims=("8.3",), countries_of_origin=["KEN"])
    browser = as_("amina", language)
    draft = begin(browser)
    page = send(browser, draft, "problem", {"problem": WATER[language]})
    shown = browser.get(f"{draft}/problem").text
    assert ENGLISH in shown
    assert "Savings groups" not in shown
    assert page.status == 200
