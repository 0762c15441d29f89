"""tantivy, the engine of the Lucene family: text alone, and text with our facets as constant scores."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from typing import Any

from matching.benchmark.corpus import CODES, Corpus, Need
from matching.benchmark.engine import TOP, WORDS, Engine, NotInstalled, gains

_HEAP = 512_000_000  # bytes of the writer, so that few segments arise


def tantivy(corpus: Corpus, folder: Path) -> list[Engine]:
    """Two engines over one index on disk, one search thread. Raises NotInstalled."""
    if not importlib.util.find_spec("tantivy"):
        raise NotInstalled("tantivy is not installed")
    started = time.perf_counter()
    place = folder / "tantivy"
    place.mkdir()
    questions = _Questions(_filled(corpus, place))
    built = time.perf_counter() - started
    size = sum(path.stat().st_size for path in place.iterdir())
    return [
        Engine("tantivy", "text", questions.text, built, size),
        Engine("tantivy + facets", "text + facets", questions.text_and_facets, built, size),
    ]


def _schema() -> Any:
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("codes", tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("row", stored=True)
    return builder.build()


def _filled(corpus: Corpus, place: Path) -> Any:
    import tantivy as library

    index = library.Index(_schema(), path=str(place))
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for row, words in enumerate(corpus.lines()):
        codes = " ".join(code for facet in CODES for code in sorted(corpus.named(facet, row)))
        writer.add_document(library.Document(words=words, codes=codes, row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


class _Questions:
    """Needs as tantivy's queries: any of the words; codes that add a constant; filters that add nothing."""

    def __init__(self, index: Any) -> None:
        import tantivy as library

        self._query, self._occur = library.Query, library.Occur
        self._schema, self._searcher = index.schema, index.searcher()

    def text(self, need: Need, filtered: bool) -> list[int]:
        return self._first(self._words(need), need, filtered)

    def text_and_facets(self, need: Need, filtered: bool) -> list[int]:
        words = self._query.boost_query(self._words(need), WORDS / max(1, len(need.terms)))
        codes = [
            self._query.const_score_query(self._term("codes", code), float(gain))
            for codes in gains(need).values()
            for code, gain in codes.items()
        ]
        return self._first(self._any([words, *codes]), need, filtered)

    def _first(self, query: Any, need: Need, filtered: bool) -> list[int]:
        if filtered:
            kept = [self._any([self._term("codes", one) for one in codes]) for codes in need.filters.values()]
            must = [(self._occur.Must, self._query.const_score_query(one, 0.0)) for one in kept]
            query = self._query.boolean_query([(self._occur.Must, query), *must])
        hits = self._searcher.search(query, TOP, count=False).hits
        return [self._searcher.doc(address)["row"][0] for _, address in hits]

    def _words(self, need: Need) -> Any:
        return self._any([self._term("words", one) for one in need.words])

    def _any(self, queries: list[Any]) -> Any:
        return self._query.boolean_query([(self._occur.Should, query) for query in queries])

    def _term(self, field: str, value: str) -> Any:
        return self._query.term_query(self._schema, field, value, "basic" if field == "codes" else "freq")
