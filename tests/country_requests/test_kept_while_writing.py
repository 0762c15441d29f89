"""What a script keeps while somebody writes: unjudged, never over what was saved elsewhere, and only with a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.core.db import db
from app.core.drafts import Draft
from tests.browser import Browser
from tests.country_requests.walking import ANSWERS, NEEDED, begin, fill, send_off

Open = Callable[..., Browser]


def kept(app: Flask, draft: str) -> dict[str, dict[str, list[str]]]:
    with app.app_context():
        return dict(db.session.get_one(Draft, draft.rpartition("/")[2]).answers)


def typed(browser: Browser, address: str, **values: str) -> dict[str, str]:
    """What the script sends from the page as it stands there."""
    page = browser.get(address).form_values(address.rpartition("/")[2])
    return {**{name: str(page[name]) for name in ("csrf_token", "seen")}, "then": "autosave", **values}


@pytest.mark.both_engines
def test_it_is_kept_unjudged_and_the_script_learns_what_the_page_has_seen(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    sent = typed(amina, f"{draft}/title", title="x" * 500)
    answer = amina.client.post(f"{draft}/title", data=sent)
    assert (answer.status_code, answer.get_data()) == (204, b"")
    assert kept(app, draft)["title"]["title"] == ["x" * 500]
    again = amina.client.post(f"{draft}/title", data={**sent, "seen": answer.headers["X-Draft-Seen"], "title": "Short"})
    assert (again.status_code, kept(app, draft)["title"]["title"]) == (204, ["Short"])
    assert amina.get(f"{draft}/title").form_values("/title")["seen"] == again.headers["X-Draft-Seen"]


@pytest.mark.both_engines
def test_what_was_saved_elsewhere_is_not_written_over(app: Flask, as_: Open) -> None:
    here, there = as_("amina"), as_("amina")
    draft = begin(here)
    old = typed(here, f"{draft}/title", title="Written here")
    fill(there, draft, "title")
    assert here.client.post(f"{draft}/title", data=old).status_code == 409
    assert kept(app, draft)["title"]["title"] == [ANSWERS["title"]["title"]]


@pytest.mark.parametrize(("changed", "status"), [({"csrf_token": "old"}, 400), ({"title": "x" * 200_000}, 413)])
def test_what_cannot_be_kept_is_said_in_a_number_and_changes_nothing(
    app: Flask, as_: Open, changed: dict[str, str], status: int
) -> None:
    amina = as_("amina")
    draft = begin(amina)
    sent = typed(amina, f"{draft}/title", title="A title")
    answer = amina.client.post(f"{draft}/title", data={**sent, **changed})
    assert (answer.status_code, answer.get_data(), "title" in kept(app, draft)) == (status, b"", False)


def test_without_a_session_nothing_is_kept_or_told(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    sent = typed(amina, f"{draft}/title", title="A title")
    answer = app.test_client().post(f"{draft}/title", data=sent)
    assert (answer.status_code, answer.get_data(), "title" in kept(app, draft)) == (401, b"", False)
    as_("dalia").post(f"{draft}/title", sent, status=404)


def test_a_draft_that_was_sent_stays_as_it_is(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    old = typed(amina, f"{draft}/title", title="Too late")
    fill(amina, draft, *NEEDED)
    send_off(amina, draft)
    assert amina.client.post(f"{draft}/title", data=old).status_code == 302
    assert kept(app, draft) == {}
