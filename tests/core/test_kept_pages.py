"""What travels: compressed, kept by browsers and by the site, and never the wrong thing to the wrong reader."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask

from app.core.assets import _packed, served_name
from app.core.db import writing
from tests.factories import a_solution

# What travels -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "given"), [("br, gzip", "br"), ("gzip, deflate", "gzip"), ("", None)])
@pytest.mark.parametrize("path", ["/en/about", f"/static/{served_name('crux.js')}"])
def test_an_answer_is_compressed_as_the_browser_can_read_it(
    app: Flask, path: str, asked: str, given: str | None
) -> None:
    answer = app.test_client().get(path, headers={"Accept-Encoding": asked})
    assert answer.headers.get("Content-Encoding") == given
    assert "Accept-Encoding" in answer.headers["Vary"]
    packed = answer.get_data()
    unpacked = brotli.decompress(packed) if given == "br" else gzip.decompress(packed) if given else packed
    assert unpacked == app.test_client().get(path).get_data()


def test_style_and_script_may_be_kept_a_year_and_are_not_sent_twice(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/en/about").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 3, "one style sheet, one script, one icon"
    for address in addresses:
        first = client.get(address, headers={"Accept-Encoding": "br"})
        assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        again = {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
        assert client.get(address, headers=again).status_code == 304


def test_a_source_file_or_an_old_name_is_not_served(app: Flask) -> None:
    for name in ("css/base.css", "crux.000000000000.css", "built/x", "vendor/vendor.json"):
        assert app.test_client().get(f"/static/{name}").status_code == 404


def test_a_program_that_may_not_write_into_its_folder_serves_style_and_script_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    packed = _packed("br", tmp_path / "no folder" / "crux.css.br", b"body {}")
    assert brotli.decompress(packed) == b"body {}"


# Pages that are kept ----------------------------------------------------------------------------------------


def test_a_kept_page_is_drawn_anew_as_soon_as_something_is_published(app: Flask) -> None:
    client = app.test_client()
    with app.app_context(), writing() as session:
        a_solution(session, "Rainwater tanks for schools")
    assert "Rainwater tanks" in client.get("/en/solutions").text
    assert "Rainwater tanks" in client.get("/en/solutions").text
    with app.app_context(), writing() as session:
        a_solution(session, "Solar pumps for villages")
    assert "Solar pumps" in client.get("/en/solutions").text


def test_a_kept_page_is_the_same_for_every_reader_and_each_gets_a_number_of_their_own(app: Flask) -> None:
    first, second = (app.test_client().get("/en/solutions", headers={"Accept-Encoding": "br"}) for _ in range(2))
    assert first.get_data() == second.get_data()
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    again = app.test_client().get(
        "/en/solutions", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_part_of_a_page_is_never_given_for_the_page_nor_the_page_for_its_part(app: Flask) -> None:
    client = app.test_client()
    for _ in range(2):
        page = client.get("/en/solutions").text
        part = client.get("/en/solutions", headers={"HX-Request": "true"}).text
        assert "<!doctype html>" in page
        assert "<!doctype html>" not in part


def test_whoever_has_a_session_is_never_given_a_kept_page(app: Flask) -> None:
    reader = app.test_client()
    reader.get("/en/solutions")
    with_session = app.test_client()
    with_session.get("/en/sign-in")
    assert with_session.get("/en/solutions").headers["Cache-Control"] == "no-store"
