"""What the catalogue says in its own words is horizontal, sober, and nobody's request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.catalogue_data.ground import FOLDER, exchanges, initiatives, solutions, table

NOT_OUR_WORDS = re.compile(
    r"\b(donors?|aid|recipients?|donees?|proven|unmet need|fairness|against|reject\w*|third world|poor)\b",
    re.IGNORECASE,
)
SURE_OF_SUCCESS = re.compile(r"\b(successful\w*|world-class|best|unique|outstanding|state-of-the-art)\b", re.IGNORECASE)


def own_texts() -> Iterator[tuple[str, str]]:
    """Every sentence of ours, with the key of its record; quotations and titles of sources are not ours."""
    for line in solutions().values():
        yield from ((line.key, text) for text in (line.title, line.standfirst, line.approach) if text)
    for exchange in exchanges().values():
        yield from ((exchange.key, text) for text in (exchange.title, exchange.summary, exchange.outcome) if text)
    yield from ((row["initiative"], row["why"]) for row in table("left_out.csv"))


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_our_words_are_horizontal_and_do_not_boast() -> None:
    assert [
        (key, text) for key, text in own_texts() if NOT_OUR_WORDS.search(text) or SURE_OF_SUCCESS.search(text)
    ] == []


def test_no_amount_of_money_is_mentioned() -> None:
    assert [(key, text) for key, text in own_texts() if re.search(r"[$€£¥]|\b(USD|EUR|million|billion)\b", text)] == []


def test_no_words_of_an_evaluation_request_are_in_the_catalogue() -> None:
    requests: set[tuple[str, ...]] = set()
    for row in initiatives().values():
        requests |= runs(row["request_title"]) | runs(row["request_summary"])
        for field in ("request_title_i18n", "request_summary_i18n"):
            for text in (row.get(field) or {}).values():
                requests |= runs(text)
    written = [text for path in sorted(FOLDER.iterdir()) for text in path.read_text(encoding="utf-8").splitlines()]
    assert [run for text in written for run in runs(text) & requests] == []
