"""Files of a request, and the invented requests of the demonstration."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.core.attachments import Attachment
from app.core.db import db, writing
from app.core.drafts import Draft, mark_sent
from app.core.fixtures import FixtureFault
from app.core.scanner import register_scanner
from app.country_requests.demo import load
from app.country_requests.models import CountryRequest
from tests.browser import Browser
from tests.country_requests.walking import NEEDED, begin, fill, send_off

Open = Callable[..., Browser]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINE = {"key": "xa-floods", "country": "XA", "institution": "Ministry of Water", "title": "Floods", "problem": "Water."}


def add(browser: Browser, draft: str, content: bytes, name: str, *, status: int = 200) -> str:
    values = browser.get(f"{draft}/files").form_values("/attachments/add")
    form = {**values, "file": (io.BytesIO(content), name)}
    return browser.post(f"{draft}/attachments/add", form, status=status).text


def test_a_file_stays_with_the_request_and_only_its_own_country_reads_it(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    fill(amina, draft, *NEEDED)
    assert "The file was added." in add(amina, draft, b"%PDF-1.7 map", "../map\u202e.pdf")
    assert "map.pdf" in amina.get(f"{draft}/check").text
    number = int(send_off(amina, draft).response.request.path.split("/")[-2])
    with app.app_context():
        file = db.session.query(Attachment).one().id
    answer = amina.client.get(f"/en/requests/{number}/files/{file}")
    assert answer.data == b"%PDF-1.7 map"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Cache-Control"] == "no-store"
    for name in ("dalia", "bola"):
        assert as_(name).client.get(f"/en/requests/{number}/files/{file}").status_code == 404


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Choose a file"),
        (b"<svg/>", "Choose a PDF, Word, Excel, PowerPoint, OpenDocument, PNG or JPEG file"),
        (b"%PDF-" + bytes(2_000), "Choose a file of at most 10 MB"),
    ],
    ids=["none", "svg", "large"],
)
def test_a_file_that_is_not_kept_is_explained(
    as_: Open, monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    for module in ("app.core.attachments", "app.country_requests.views_files"):
        monkeypatch.setattr(f"{module}.LARGEST", 1_000)  # the real limit has its test beside the store
    amina = as_("amina")
    draft = begin(amina)
    assert message in add(amina, draft, content, "x.pdf" if content else "", status=422)


def test_a_file_can_be_removed_again(as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)
    add(amina, draft, b"%PDF-1.7 map", "map.pdf")
    page = amina.submit(amina.get(f"{draft}/files"), {}, action="/remove")
    assert "The file was removed." in page.text
    assert "map.pdf" not in page.text


@pytest.mark.both_engines
def test_no_file_is_added_to_a_draft_that_was_sent_while_it_was_looked_at(app: Flask, as_: Open) -> None:
    amina = as_("amina")
    draft = begin(amina)

    def sent_meanwhile(_content: bytes) -> bool:
        with app.app_context(), writing() as session:
            mark_sent(session, session.get_one(Draft, draft.rpartition("/")[2]), sent_as="1")
        return True

    register_scanner(app, sent_meanwhile)
    add(amina, draft, b"%PDF-1.7 map", "map.pdf", status=404)
    with app.app_context():
        assert db.session.query(Attachment).all() == []


def write(folder: Path, **other: object) -> Path:
    (folder / "requests.jsonl").write_text(json.dumps({**LINE, **other}), encoding="utf-8")
    return folder


@pytest.mark.both_engines
def test_loading_the_examples_twice_changes_nothing(app: Flask, people: dict[str, int], tmp_path: Path) -> None:
    folder = write(
        tmp_path, targets=["13.1"], total="1000.5", currency="USD", translations={"ar": {"title": "فيضانات"}}
    )
    for new, same in ((1, 0), (0, 1)):
        with app.app_context(), writing() as session:
            loaded = load(session, folder, now=NOW)
        assert (loaded.new, loaded.altered, loaded.same) == (new, 0, same)
    with app.app_context():
        row = db.session.query(CountryRequest).one()
        assert (row.standing, row.status, row.visibility) == ("example", "open", "public")
        assert row.endorsed_by == people["amina"]
    assert "فيضانات" in Browser(app, "ar").get("country_requests.index").text


@pytest.mark.parametrize("other", [{"country": "ETH"}, {"sectors": ["none"]}, {"colour": "red"}, {"targets": ["99.9"]}])
def test_a_line_that_does_not_fit_stops_the_loading(app: Flask, tmp_path: Path, other: dict[str, object]) -> None:
    with app.app_context(), pytest.raises(FixtureFault, match=r"requests.jsonl, line 1"), writing() as session:
        load(session, write(tmp_path, **other), now=NOW)
