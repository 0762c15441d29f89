"""The content of a sent text in words, field by field, under the names that the form gives its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from app.core.i18n import language_name
from app.solutions.content_later import Worded, later_in_words
from app.taxonomy.naming import goal_terms, language_names, term_name, term_names


def content_in_words(content: Mapping[str, Any]) -> Iterator[Worded]:
    written = content["source_language"]
    yield "title", _("Title"), content["title"] or "", written
    yield "standfirst", _("In short"), content["standfirst"] or "", written
    yield "challenge", _("The challenge"), content["challenge"] or "", written
    yield "approach", _("The approach"), content["approach"] or "", written
    yield "source_language", _("Language you write in"), language_name(written), ""
    yield "country", _("Country of origin"), _lines(term_names("places", content["countries_of_origin"])), ""
    yield "goals", _("Goals"), _lines(f"{each.code} {each.name}" for each in goal_terms(content["claims"])), ""
    for code, line in content["claims"].items():
        if "." in code:
            yield f"evidence-{code}", _("Evidence for target %(code)s", code=code), line, written
    yield "sectors", _("Sectors"), _lines(term_names("sectors", content["sectors"])), ""
    yield "modalities", _("Ways of working"), _lines(term_names("modalities", content["modalities"])), ""
    yield "delivery_languages", _("Working languages"), _lines(language_names(content["delivery_languages"])), ""
    yield "who_pays", _("Who pays"), term_name("payment", content["who_pays"]), ""
    yield "disclosure", _("Documents are open to"), term_name("disclosure", content["disclosure"]), ""
    yield from later_in_words(content)


def _lines(names: Any) -> str:
    return "\n".join(names)
