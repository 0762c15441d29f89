"""Documents to search in: a small named world, and random ones for hypothesis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from matching import Document, HybridIndex, Page, Text

PUBLIC: dict[str, Any] = {"audience": ["public"], "standing": ["confirmed"]}


def document(
    key: str,
    title: str = "",
    body: str = "",
    *,
    written: str = "en",
    names: Mapping[str, str] | None = None,
    kind: str = "solution",
    audience: str = "public",
    standing: str = "confirmed",
    evidence: float = 0.0,
    day: int = 0,
    **facets: str,
) -> Document:
    """A document in one language; facets are given as words separated by spaces."""
    codes = {facet: frozenset(values.split()) for facet, values in facets.items()}
    return Document(
        key,
        {written: Text(title, body)},
        names or {},
        {"kind": frozenset([kind]), **codes},
        audience,
        standing,
        evidence,
        day,
    )


def keys(page: Page) -> list[str]:
    """The keys of the hits, in order."""
    return [hit.key for hit in page.hits]


def found(index: HybridIndex, words: str, **asked: Any) -> list[str]:
    """The keys that a public search finds."""
    return keys(index.search(words, **{**PUBLIC, **asked}))


WORDS = [
    "water",
    "waters",
    "school",
    "training",
    "irrigation",
    "irrigate",
    "solar",
    "santé",
    "eau",
    "المياه",
    "水利",
    "the",
]
CODES = {
    "kind": ["solution", "request"],
    "goal": ["1", "6", "13"],
    "target": ["6.1", "13.b"],
    "sector": ["health", "energy"],
    "country": ["XAA", "XBB"],
    "region": ["002", "142"],
    "group": ["LDC", "SIDS"],
    "language": ["en", "fr"],
    "modality": ["training", "grant"],
}


def texts() -> st.SearchStrategy[str]:
    """Short texts over few words, so that documents meet."""
    return st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def selections(least: int = 0) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    """Some codes for some facets."""
    return st.fixed_dictionaries(
        {}, optional={f: st.frozensets(st.sampled_from(c), min_size=least) for f, c in CODES.items()}
    )


def documents(key: st.SearchStrategy[str]) -> st.SearchStrategy[Document]:
    """Random documents of several audiences and standings."""
    return st.builds(
        Document,
        key=key,
        texts=st.dictionaries(st.sampled_from(["en", "fr", "ar", "zh"]), st.builds(Text, texts(), texts()), max_size=2),
        names=st.dictionaries(st.sampled_from(["en", "fr", "zh"]), texts(), max_size=2),
        facets=selections(),
        audience=st.sampled_from(["public", "members"]),
        standing=st.sampled_from(["confirmed", "example"]),
        evidence=st.sampled_from([0.0, 0.5, 1.0]),
        day=st.integers(0, 2),
    )


def collections(most: int = 8) -> st.SearchStrategy[list[Document]]:
    """Random collections with distinct keys."""
    some = st.integers(0, 30).map("d:{}".format)
    return st.lists(documents(some), max_size=most, unique_by=lambda one: one.key)
