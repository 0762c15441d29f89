"""The site profile: name, languages, region scheme, role names and disclaimers, in one file per host."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.i18n import interface_languages
from app.taxonomy.tables import FixtureError
from app.taxonomy.terms import FALLBACK

ROLES = ("sharing", "seeking", "facilitating", "pivotal", "beneficiary", "financing")
DISCLAIMERS = ("standing", "complement", "places", "targets")
PAGES = ("privacy", "terms", "takedown")


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A page of plain paragraphs that every site must have, and every host may word."""

    title: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """What a host may change. All texts are message ids in English, to be shown through gettext."""

    name: str
    tagline: str
    languages: tuple[str, ...]  # switched on, in the order of the language bar
    reviewed: tuple[str, ...]  # those whose interface a native speaker has reviewed
    entities: str
    region_scheme: str
    roles: Mapping[str, str]
    disclaimers: Mapping[str, str]
    pages: Mapping[str, PolicyPage]


def load_site_profile(folder: Path) -> SiteProfile:
    path = folder / "site.toml"
    with path.open("rb") as file:
        try:
            found = tomllib.load(file)
        except tomllib.TOMLDecodeError as fault:
            raise FixtureError(f"{path.name}: {fault}") from None
    return SiteProfile(
        name=_text(found, "name"),
        tagline=_text(found, "tagline"),
        languages=_languages(found),
        reviewed=_reviewed(found),
        entities=_text(found, "entities"),
        region_scheme=_region_scheme(found),
        roles=_texts(found, "roles", ROLES),
        disclaimers=_texts(found, "disclaimers", DISCLAIMERS),
        pages=_pages(found),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value = found.get(name)
    if not isinstance(value, str) or not value.strip():
        raise FixtureError(f"site.toml, {name}: needs a text")
    return value


def _texts(found: Mapping[str, Any], table: str, names: tuple[str, ...]) -> dict[str, str]:
    """All of a table's texts: each of `names` must be there, and no other."""
    values = found.get(table)
    if not isinstance(values, dict) or set(values) != set(names):
        raise FixtureError(f"site.toml, [{table}]: needs exactly {', '.join(names)}")
    return {name: _text(values, name) for name in names}


def _pages(found: Mapping[str, Any]) -> dict[str, PolicyPage]:
    """All of the pages, each with a title and at least one paragraph."""
    values = found.get("pages")
    if not isinstance(values, dict) or set(values) != set(PAGES):
        raise FixtureError(f"site.toml, [pages]: needs exactly {', '.join(PAGES)}")
    return {name: _page(name, values[name]) for name in PAGES}


def _page(name: str, value: Any) -> PolicyPage:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, list) or not text or not all(isinstance(part, str) and part.strip() for part in text):
        raise FixtureError(f"site.toml, [pages.{name}], text: needs a list of paragraphs")
    return PolicyPage(_text(value, "title"), tuple(text))


def _languages(found: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages switched on, put in the order of the bar; English is always one of them."""
    chosen = found.get("languages")
    known = interface_languages()
    if not isinstance(chosen, list) or FALLBACK not in chosen or not set(chosen) <= known.keys():
        raise FixtureError(f"site.toml, languages: needs a list with {FALLBACK}, out of {' '.join(known)}")
    return tuple(language for language in known if language in chosen)


def _reviewed(found: Mapping[str, Any]) -> tuple[str, ...]:
    chosen, known = found.get("reviewed_by_native_speakers", []), interface_languages()
    if not isinstance(chosen, list) or not set(chosen) <= known.keys():
        raise FixtureError(f"site.toml, reviewed_by_native_speakers: needs a list, out of {' '.join(known)}")
    return tuple(chosen)


def _region_scheme(found: Mapping[str, Any]) -> str:
    scheme = _text(found, "region_scheme")
    if scheme != "M49":
        raise FixtureError(f"site.toml, region_scheme: {scheme!r} is not known; only M49 is")
    return scheme
