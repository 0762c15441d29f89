"""U-08: every record as linked data that an RDF library reads without a network, and the catalogue with true counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from rdflib import DCAT, DCTERMS, RDF, SDO, Graph, Literal, URIRef
from rdflib.term import Node

from app.config import FIXTURES
from app.core.db import db, writing
from app.core.records import Visibility
from app.exchanges.models import Exchange
from app.organisations.models import Organisation
from app.site.demo import load_demo
from app.solutions.models import Solution, SolutionStatus
from app.taxonomy import vocabulary
from tests.browser import Browser
from tests.factories import LONG_AGO, a_country_request, a_solution, an_organisation
from tests.interchange.ground import one_of_each_kind

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph")  # the library warns of itself
SITE = "http://localhost"
TYPES = {
    "solutions": {SDO.CreativeWork, SDO.Project},
    "exchanges": {SDO.CreativeWork, SDO.Project},
    "organisations": {SDO.Organization},
    "requests": {SDO.Demand},
}
# What must be there once, and what must be an address, a moment, a text with a language.
ONCE = (SDO.name, SDO.identifier, SDO.url, SDO.inLanguage, SDO.version, SDO.datePublished, SDO.dateModified)
ADDRESSES = (SDO.url, SDO.isBasedOn)
WORDED = (SDO.name, SDO.abstract, SDO.description, SDO.text)
MOMENTS = (SDO.datePublished, SDO.dateModified, SDO.validFrom)


@pytest.fixture
def loaded(app: Flask) -> Flask:
    with app.app_context(), writing() as session:
        load_demo(session, demo_mode=True, now=LONG_AGO, folder=FIXTURES)
    return app


def graph_of(browser: Browser, address: str) -> Graph:
    answer = browser.client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json"), address
    return Graph().parse(data=answer.get_data(as_text=True), format="json-ld")


def faults(graph: Graph, name: str, number: int) -> list[str]:
    """What a record of this list must say, and how."""
    me = URIRef(f"{SITE}/{name}/{number}")
    found = [] if set(graph.objects(me, RDF.type)) == TYPES[name] else [f"{me} is {set(graph.objects(me, RDF.type))}"]
    found += [f"{me}: {each} {_count(graph, me, each)} times" for each in ONCE if _count(graph, me, each) != 1]
    for each in ADDRESSES:
        found += [f"{me}: {value} is no address" for value in graph.objects(me, each) if not isinstance(value, URIRef)]
    for each in WORDED:
        found += [f"{me}: {value} in no language" for value in graph.objects(me, each) if not _language(value)]
    for each in MOMENTS:
        found += [f"{me}: {value} is no moment" for value in graph.objects(me, each) if not _is_moment(value)]
    return found


def _count(graph: Graph, subject: Node, predicate: Node) -> int:
    return len(list(graph.objects(subject, predicate)))


def _language(value: Node | None) -> Any:
    return isinstance(value, Literal) and value.language


def _is_moment(value: Node) -> bool:
    return isinstance(value, Literal) and value.datatype == SDO.DateTime


def test_two_hundred_records_keep_to_their_shapes(loaded: Flask) -> None:
    browser, looked, found = Browser(loaded), 0, []
    for name, numbers in {"solutions": 80, "exchanges": 60, "organisations": 60, "requests": 11}.items():
        for number in range(1, numbers + 1):
            answer = browser.client.get(f"/en/{name}/{number}.jsonld")
            if answer.status_code == 200:
                looked += 1
                found += faults(graph_of(browser, f"/en/{name}/{number}.jsonld"), name, number)
    assert found == []
    assert looked >= 200


@pytest.mark.parametrize("name", TYPES)
def test_the_page_of_a_record_leads_to_it(app: Flask, browser: Browser, name: str) -> None:
    with app.app_context(), writing() as session:
        one_of_each_kind(session)
    links = [each.get("href") for each in browser.get(f"/en/{name}/1").all(".//link[@type='application/ld+json']")]
    assert links == [f"/en/{name}/1.jsonld"]
    assert faults(graph_of(browser, links[0] or ""), name, 1) == []


def test_the_owner_and_the_goal_are_things_of_their_own(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        owner = an_organisation(session, "Rural Water Institute")
        a_solution(session, owner=owner, claims=("6.1",), countries_of_origin=["KEN"])
    graph, me = graph_of(browser, "/fr/solutions/1.jsonld"), URIRef(f"{SITE}/solutions/1")
    assert (me, SDO.creator, URIRef(f"{SITE}/organisations/1")) in graph
    assert (me, SDO.about, URIRef("http://metadata.un.org/sdg/6.1")) in graph
    names = {str(name) for place in graph.objects(me, SDO.countryOfOrigin) for name in graph.objects(place, SDO.name)}
    assert names == {vocabulary().places["KEN"].name("fr")}


def test_a_request_says_until_when_it_can_be_answered_and_nothing_private(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, deadline=date(2027, 5, 1), contact="secret@example.org", absorptive_capacity="Two")
    graph, me = graph_of(browser, "/en/requests/1.jsonld"), URIRef(f"{SITE}/requests/1")
    assert [str(day) for day in graph.objects(me, SDO.validThrough)] == ["2027-05-01"]
    assert "secret@" not in graph.serialize()


def test_what_a_reader_may_not_see_is_no_document_either(app: Flask, browser: Browser) -> None:
    with app.app_context(), writing() as session:
        a_country_request(session, visibility=Visibility.MEMBERS)
        a_solution(session, status=SolutionStatus.DRAFT)
    for address in ("/en/requests/1.jsonld", "/en/solutions/1.jsonld", "/en/solutions/99.jsonld", "/en/x/1.jsonld"):
        assert browser.client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_catalogue_counts_what_is_there(loaded: Flask, language: str) -> None:
    browser = Browser(loaded, language)
    address = browser.get("site.home").all(".//link[@type='application/ld+json']")[0].get("href") or ""
    graph = graph_of(browser, address)
    catalogue = URIRef(f"{SITE}/")
    assert (catalogue, RDF.type, DCAT.Catalog) in graph
    with loaded.app_context():
        wanted = {
            "solutions": db.session.query(Solution).count(),
            "exchanges": db.session.query(Exchange).count(),
            "organisations": db.session.query(Organisation).count(),
        }
    counts = {
        str(each).rpartition("/")[2]: int(str(graph.value(each, SDO.numberOfItems)))
        for each in graph.objects(catalogue, DCAT.dataset)
    }
    assert {name: counts[name] for name in wanted} == wanted
    assert counts.keys() == TYPES.keys()


def test_every_dataset_has_files_that_are_there(loaded: Flask) -> None:
    browser = Browser(loaded)
    graph = graph_of(browser, "/en/dcat.jsonld")
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        assert _language(graph.value(dataset, DCTERMS.title))
        for file in graph.objects(dataset, DCAT.distribution):
            kind = str(graph.value(file, DCAT.mediaType)).rpartition("media-types/")[2]
            answer = browser.client.get(str(graph.value(file, DCAT.downloadURL)).removeprefix(SITE))
            assert (answer.status_code, answer.mimetype) in {(200, kind), (429, "text/html")}
            answer.get_data()
