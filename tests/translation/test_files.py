"""Texts go out as PO files and come back: looked through first, then written all together or not at all."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.core.db import db, writing
from app.translation import pofiles
from app.translation.models import Translation
from tests.browser import Browser, Page
from tests.factories import a_solution
from tests.translation.ground import (
    APPROACH,
    APPROACH_AR,
    TITLE,
    TITLE_AR,
    a_french_solution,
    answer,
    desk,
    edit_source,
    stored,
    translator,
    write,
)

pytestmark = pytest.mark.both_engines
UPLOAD = "/en/translations/into/ar/import"
ENTRY = ("solution:1:title", TITLE, TITLE_AR)


@pytest.fixture
def karim(app: Flask) -> Browser:
    a_french_solution(app)
    return translator(app, "Karim", "ar")


def download(browser: Browser, address: str = "/en/translations/into/ar/solution/1.po") -> Catalog:
    response = browser.client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    return read_po(BytesIO(response.get_data()), locale="ar", abort_invalid=True)


def a_file(*entries: tuple[str, str, str], fuzzy: tuple[str, ...] = (), lang: str = "ar") -> bytes:
    catalog = Catalog(locale=lang, charset="utf-8", fuzzy=False)
    for context, source, text in entries:
        catalog.add(source, text, context=context, flags=("fuzzy",) if context in fuzzy else ())
    file = BytesIO()
    write_po(file, catalog)
    return file.getvalue()


def send(browser: Browser, content: bytes, *, status: int = 200) -> Page:
    page = browser.get(UPLOAD)
    return browser.submit(page, {"file": (BytesIO(content), "ar.po")}, action="/import", status=status)


def figures(page: Page) -> dict[str, str]:
    """What the dry run counts."""
    facts = page.all(".//dl[@class='facts']/div")
    return {"".join(each.find("dt").itertext()): "".join(each.find("dd").itertext()) for each in facts}  # type: ignore[union-attr]


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Translation).count()


def test_a_file_holds_every_text_with_its_name_and_what_there_is_of_it(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    found = {message.context: message for message in download(karim) if message.id}
    assert {context: (each.id, each.string) for context, each in found.items()} == {
        "solution:1:title": (TITLE, TITLE_AR),
        "solution:1:approach": (APPROACH, ""),
    }
    assert not found["solution:1:title"].fuzzy


def test_a_text_that_needs_editing_is_fuzzy_and_carries_the_source_it_was_made_from(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    edit_source(app, title="Grandes citernes")
    (title,) = [message for message in download(karim) if message.context == "solution:1:title"]
    assert title.fuzzy
    assert (title.id, title.string) == ("Grandes citernes", TITLE_AR)
    raw = karim.client.get("/en/translations/into/ar/solution/1.po").get_data(as_text=True)
    assert f'#| msgid "{TITLE}"' in raw


def test_the_texts_of_a_language_go_out_by_state_and_kind(app: Flask, karim: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Seed banks")
    write(karim, desk(karim), "send", title=TITLE_AR)

    def contexts(query: str) -> set[str]:
        return {str(each.context) for each in download(karim, f"/en/translations/into/ar.po{query}") if each.id}

    assert contexts("?state=waiting") == {"solution:1:title"}
    assert contexts("?state=untranslated") == {"solution:1:approach", "solution:2:title"}
    assert contexts("") == {"solution:1:title", "solution:1:approach", "solution:2:title"}
    assert contexts("?kind=exchange") == set()


def test_what_was_translated_in_a_tool_comes_back_and_waits_for_review(app: Flask, karim: Browser) -> None:
    catalog = download(karim)
    for message in catalog:
        if message.id:
            message.string = {TITLE: TITLE_AR, APPROACH: APPROACH_AR}[str(message.id)]
    file = BytesIO()
    write_po(file, catalog)
    page = send(karim, file.getvalue())
    counts = figures(page)
    assert counts.pop("Language of the translation") == "Arabic"
    assert counts == {"Texts to be written": "2", "Entries to mend": "0", "Entries passed over": "0"}
    assert rows(app) == 0, "looking through a file writes nothing"
    done = karim.submit(page, {}, to=page.response.request.path)
    assert "2 texts of the file wait for review now." in done.text
    for field, text in (("title", TITLE_AR), ("approach", APPROACH_AR)):
        kept = stored(app, field)
        assert kept is not None
        assert (kept.text, kept.state) == (text, "waiting")
    answer(karim, "approve", "title", status=404)
    answer(translator(app, "Nour", "ar"), "approve", "title")
    assert Browser(app, "ar").get("/ar/solutions/1").heading == TITLE_AR


FAULTS: list[tuple[str, tuple[tuple[str, str, str], ...], str]] = [
    ("no such record", (("solution:99:title", TITLE, TITLE_AR),), "There is no published record"),
    ("no such kind", (("person:1:email", TITLE, TITLE_AR),), "There is no published record"),
    ("no such field", (("solution:1:status", TITLE, TITLE_AR),), "There is no published record"),
    ("a number that is none", (("solution:1e9:title", TITLE, TITLE_AR),), "There is no published record"),
    ("no name", (("", TITLE, TITLE_AR),), "There is no published record"),
    ("an old source", (("solution:1:title", "Citernes", TITLE_AR),), "The source has changed"),
    ("numbers lost", (("solution:1:approach", APPROACH, "بنت أسر خزانات"),), "2016 and 340"),
    ("another script", (("solution:1:title", TITLE, "Tanks"),), "script of the language"),
    ("too long", (("solution:1:title", TITLE, "خ" * 201),), "Longer than this text may be"),
]


@pytest.mark.parametrize(("entries", "told"), [each[1:] for each in FAULTS], ids=[each[0] for each in FAULTS])
def test_a_fault_is_named_with_its_entry_and_nothing_of_the_file_is_written(
    app: Flask, karim: Browser, entries: tuple[tuple[str, str, str], ...], told: str
) -> None:
    good = ("solution:1:approach", APPROACH, APPROACH_AR) if "approach" not in entries[0][0] else ENTRY
    page = send(karim, a_file(good, *entries))
    assert figures(page)["Entries to mend"] == "1"
    assert told in page.text
    assert entries[0][0] in page.text
    assert "Write all these texts" not in page.text
    token = karim.get("/en/account").form_values()["csrf_token"]
    karim.post(page.response.request.path, {"csrf_token": token}, status=409)
    assert rows(app) == 0


def test_an_entry_that_stands_twice_is_a_fault(app: Flask, karim: Browser) -> None:
    content = a_file(ENTRY).decode()
    page = send(karim, (content + content[content.index("msgctxt") :]).encode())
    assert figures(page)["Entries to mend"] == "2"
    assert "Stands in the file more than once" in page.text


def test_what_is_empty_unfinished_or_the_same_is_passed_over_and_says_so(app: Flask, karim: Browser) -> None:
    with app.app_context(), writing() as session:
        a_solution(session, "Seed banks")
    write(karim, desk(karim), "send", title=TITLE_AR)
    file = a_file(
        ENTRY,
        ("solution:1:approach", APPROACH, ""),
        ("solution:2:title", "Seed banks", "بنوك"),
        fuzzy=("solution:2:title",),
    )
    page = send(karim, file)
    assert figures(page)["Entries passed over"] == "3"
    for words in ("Empty", "Marked as unfinished", "Says what stands here already", "The file holds nothing new."):
        assert words in page.text


def test_a_file_says_when_it_takes_the_place_of_an_approved_text(app: Flask, karim: Browser) -> None:
    write(karim, desk(karim), "send", title=TITLE_AR)
    answer(translator(app, "Nour", "ar"), "approve", "title")
    page = send(karim, a_file(("solution:1:title", TITLE, "صهاريج للمدارس")))
    assert "Replaces an approved text" in page.text


def test_a_source_that_changes_between_looking_and_writing_stops_the_whole_file(app: Flask, karim: Browser) -> None:
    page = send(karim, a_file(ENTRY, ("solution:1:approach", APPROACH, APPROACH_AR)))
    edit_source(app, title="Grandes citernes")
    late = karim.submit(page, {}, to=page.response.request.path, status=409)
    assert "The source has changed" in late.text
    assert rows(app) == 0


def test_a_second_click_writes_nothing_twice(app: Flask, karim: Browser) -> None:
    page = send(karim, a_file(ENTRY))
    karim.submit(page, {}, to=page.response.request.path)
    assert karim.submit(page, {}, to=page.response.request.path).heading == "Translations: Arabic"


def test_the_file_of_one_person_is_nobody_elses(app: Flask, karim: Browser) -> None:
    page = send(karim, a_file(ENTRY))
    translator(app, "Nour", "ar").get(page.response.request.path, status=404)
    karim.get(page.response.request.path.replace("/ar/import", "/es/import"), status=404)


HEADER = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n\n'
BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "Choose a PO file with at least one text"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "could not be read as one"),
    "another encoding": ('msgid "é"\nmsgstr "à"\n'.encode("latin-1"), "could not be read as one"),
    "words": (b"Dear colleague, please find attached", "could not be read as one"),
    "a table": (b"id,text\n1,=cmd|' /C calc'!A0\n", "could not be read as one"),
    "a header alone": (HEADER.encode(), "at least one text"),
    "another language": (
        HEADER.replace("ar", "ru").encode() + b'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n',
        "another language",
    ),
    "plurals": (b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', "without plural forms"),
    "endless plurals": (
        HEADER.replace("Language: ar", "Plural-Forms: nplurals=99999999999; plural=n").encode()
        + b'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        "without plural forms",
    ),
    "a strange charset": (
        b'msgid ""\nmsgstr "Content-Type: text/plain; charset=no-such\\n"\n\nmsgctxt "x"\nmsgid "a"\nmsgstr "b"\n',
        "There is no published record",
    ),
    "a wrong index": (b'msgid "a"\nmsgstr[x] "b"\n', "could not be read as one"),
    "a loose line": (b'"hanging"\n', "could not be read as one"),
}


@pytest.mark.parametrize(("content", "told"), BAD.values(), ids=list(BAD))
def test_a_malformed_or_hostile_file_is_answered_kindly(app: Flask, karim: Browser, content: bytes, told: str) -> None:
    page = send(karim, content, status=200 if "no published" in told else 422)
    assert told in page.text
    assert rows(app) == 0


def test_a_file_that_is_too_large_is_not_read(karim: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(pofiles.TooMuch):
        pofiles.read(b"#" * (pofiles.LARGEST + 1))
    monkeypatch.setattr(pofiles, "LARGEST", 1_000)
    assert "Choose a file of at most" in send(karim, b"#" * 2_000, status=422).text


def test_a_form_without_a_file_is_answered_kindly(karim: Browser) -> None:
    page = karim.get(UPLOAD)
    assert "at least one text" in karim.submit(page, {}, action="/import", status=422).text


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    _read(content)


PIECES = ["msgid", "msgstr", "msgctxt", "msgid_plural", "msgstr[0]", "msgstr[", '"a"', '""', "#~", "#,", "#:", "fuzzy"]


def as_lines(pieces: list[str]) -> bytes:
    return re.sub(r' (?=msg|#|"")', "\n", " ".join(pieces)).encode()


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(as_lines))
def test_no_pieces_of_a_file_break_the_reader(content: bytes) -> None:
    _read(content)


def _read(content: bytes) -> Any:
    try:
        return pofiles.read(content)
    except pofiles.NotReadable:
        return None


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).filter(str.strip)


@given(words, words)
def test_every_text_comes_out_of_a_file_as_it_went_in(source: str, text: str) -> None:
    catalog = Catalog(locale="ar", charset="utf-8")
    catalog.add(source, text, context="solution:1:title")
    file = BytesIO()
    write_po(file, catalog, width=100)
    (entry,) = pofiles.read(file.getvalue()).entries
    assert entry.source == source
