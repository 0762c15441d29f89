"""How to cite a record: in words (APA), and as files for programs that keep references (BibTeX, RIS)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton
from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from app.core.addresses import permanent
from app.core.records import PublishedRecord, Standing
from app.taxonomy.listed import Listed, Words
from app.translation.service import LocalText, in_line

SPECIAL = re.compile(r"[\\{}%&$#_~^]")
WRITTEN_OUT = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Citation:
    """A record as papers name it. Where nobody confirmed it, the site is its author."""

    authors: Sequence[Words]
    title: LocalText
    example: bool
    version: int
    changed: datetime
    site: str
    key: str
    address: str

    @property
    def names(self) -> list[str]:
        return [each.text for each in self.authors] or [self.site]

    @property
    def heading(self) -> str:
        """What it is called where there is no markup."""
        return _("Example: %(subject)s", subject=self.title.text) if self.example else self.title.text


def citation_of(listed: Listed, record: PublishedRecord) -> Citation:
    return Citation(
        authors=listed.authors(record) if listed.authors else [],
        title=listed.title(record),  # type: ignore[arg-type]
        example=record.standing == Standing.EXAMPLE,
        version=record.version,
        changed=record.changed_at,
        site=str(current_app.config["SITE"].name),
        key=f"crux-{listed.name}-{record.key}",
        address=permanent(listed.name, record.key),
    )


def apa(citation: Citation) -> Markup:
    """In words, by the rules of the American Psychological Association, in the language of the page."""
    title = in_line(citation.title, citation.title.lang)
    words = _("%(authors)s (%(year)s, %(day)s). %(title)s (version %(version)s). %(site)s. %(address)s")
    return _with(
        words,
        authors=_authors(citation),
        year=citation.changed.year,
        day=format_skeleton("MMMMd", citation.changed, locale=get_locale()),
        title=_with(_("Example: %(subject)s"), subject=title) if citation.example else title,
        version=citation.version,
        site=Markup("<bdi>{}</bdi>").format(citation.site),
        address=Markup('<bdi dir="ltr">{}</bdi>').format(citation.address),
    )


def _with(words: str, **values: Any) -> Markup:
    """Our own words with marked-up values in them; others are escaped."""
    return Markup(words) % values  # noqa: S704 - a text of the catalogue


def _authors(citation: Citation) -> Markup:
    names = [in_line(each, citation.title.lang) for each in citation.authors]  # type: ignore[arg-type]
    return Markup(", ").join(names or [Markup("<bdi>{}</bdi>").format(citation.site)])


def bibtex(citation: Citation) -> str:
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in citation.names),
        "title": f"{{{_escaped(citation.heading)}}}",
        "publisher": _escaped(citation.site),
        "year": str(citation.changed.year),
        "month": str(citation.changed.month),
        "date": citation.changed.date().isoformat(),
        "version": str(citation.version),
        "language": citation.title.lang,
        "url": citation.address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}}}\n"


def ris(citation: Citation) -> str:
    lines = [
        ("TY", "GEN"),
        *(("AU", name) for name in citation.names),
        ("TI", citation.heading),
        ("PB", citation.site),
        ("PY", str(citation.changed.year)),
        ("DA", citation.changed.strftime("%Y/%m/%d/")),
        ("ET", str(citation.version)),
        ("LA", citation.title.lang),
        ("ID", citation.key),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_one_line(value)}\r\n" for tag, value in lines)


FILES: Mapping[str, tuple[Callable[[Citation], str], str]] = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: WRITTEN_OUT.get(found[0], "\\" + found[0]), _one_line(text))


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
